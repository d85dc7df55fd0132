// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// What a shell needs to complete commands: it asks the program itself at every tab, which knows wallets and settings.
struct CompletionScript: Sendable {
    let text: String

    init(_ shell: CompletionShell) {
        text =
            switch shell {
            case .zsh: Self.zsh
            case .fish: Self.fish
            default: Self.bash
            }
    }

    /// The first line of the answer says whether words follow, or files or folders are meant.
    private static let bash = #"""
        # bash completion of btcli
        _btcli() {
            local kind line
            COMPREPLY=()
            {
                IFS= read -r kind
                case "$kind" in
                words) while IFS= read -r line; do COMPREPLY+=("$line"); done ;;
                files) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2") ;;
                folders) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$2") ;;
                esac
            } < <("${COMP_WORDS[0]}" ---complete bash "$((COMP_CWORD - 1))" "${COMP_WORDS[@]:1}" 2>/dev/null)
            if [ "$kind" != words ]; then compopt -o filenames 2>/dev/null; fi
        }
        complete -F _btcli btcli

        """#

    private static let zsh = #"""
        #compdef btcli
        _btcli() {
            local -a lines
            lines=("${(@f)$("${words[1]}" ---complete zsh "$((CURRENT - 2))" "${(@)words[2,-1]}" 2>/dev/null)}")
            case "${lines[1]}" in
            words) lines=("${(@)lines[2,-1]}"); (( ${#lines} )) && _describe -V btcli lines ;;
            files) _files ;;
            folders) _files -/ ;;
            esac
        }
        if [ "${funcstack[1]}" = _btcli ]; then _btcli "$@"; else compdef _btcli btcli; fi

        """#

    private static let fish = #"""
        # fish completion of btcli
        function __btcli_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l lines ($words[1] ---complete fish (math (count $words) - 1) $words[2..-1] $current 2>/dev/null)
            switch "$lines[1]"
                case words
                    printf '%s\n' $lines[2..-1]
                case files
                    __fish_complete_path $current
                case folders
                    __fish_complete_directories $current
            end
        end
        complete -c 'btcli' -f -a '(__btcli_complete)'

        """#
}
