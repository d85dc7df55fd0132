// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension ErrorNote {
    /// The codes in this program's error documents.
    static let programErrors: [ErrorNote] = table.map {
        ErrorNote(kind: .program, code: $0.code, meaning: $0.meaning, advice: $0.advice)
    }

    private static let retry = "Try again, or ask another node"
    private static let fault = "This should not happen: please report it with the whole line"

    private static let table: [(code: String, meaning: String, advice: String)] =
        usage + wallets + chain + connections + brokers + work + data + runtimes

    private static let usage: [(code: String, meaning: String, advice: String)] = [
        ("usage", "The command line makes no sense", "Add --help to see what it takes"),
        ("cannot_ask", "Something is missing, and there is nobody to ask", "Give the option that the line names"),
        ("no_answer", "The input ended before a question was answered", "Give the option that answers it"),
        ("declined", "A question was answered with no, and nothing was done", ""),
        (
            "changed", "What would be signed is not what was shown and agreed to; nothing was signed",
            "Look at what it is now, and run it again if that is all right"
        ),
        ("not_found", "No block that was looked at holds the extrinsic", "Name its block, or look through more"),
        ("no_release", "Nobody tells the newest release", "Check the network, or try again later"),
        ("not_updated", "The program was not updated, and is what it was", "The line says why"),
        ("hung_up", "The terminal was closed", ""),
        ("output_failed", "Standard output is full, or fails", "Check the disk, or the program behind the pipe"),
        ("output_closed", "The program behind the pipe has seen enough", ""), ("interrupted", "Ctrl-C", ""),
        ("terminated", "SIGTERM", ""), ("cancelled", "The work was stopped", ""),
        ("internal", "An error that nothing here expects", fault),
        ("unknown_code", "No such code is known", "Give it as the error shows it, or name the chain with --network"),
        ("unknown_setting", "A name that is no setting", "See 'btcli config get'"),
        ("invalid_value", "A setting has a value that it cannot have", "See 'btcli config --help'"),
        ("file_missing", "A file that an option names is not there", "Correct the path"),
        ("file_unreadable", "The configuration may not be read, or is no file", "Look at its mode and owner"),
        ("file_damaged", "The configuration is no YAML, or a value in it cannot be", "Mend the line that is named"),
        ("file_not_written", "A file cannot be written", "Look at the folder's mode, and at the disk"),
        ("not_written", "A file of a measurement cannot be written", "Look at the folder's mode, and at the disk"),
        ("not_read", "A file cannot be read", "Look at its mode and owner"),
        ("home_missing", "There is no home folder", "Set HOME"),
    ]

    private static let wallets: [(code: String, meaning: String, advice: String)] = [
        ("invalid_name", "The name makes no safe file name", "Use letters, digits, - and _"),
        ("wallet_missing", "There is no wallet of this name", "See 'btcli wallet list', or make it"),
        ("keyfile_missing", "The wallet lacks this key file", "Make or regenerate it, or name another hotkey"),
        ("keyfile_exists", "A key file is in the way", "Choose another name; --overwrite loses the key that is there"),
        ("not_readable", "The file may not be read", "Look at its mode and owner"),
        ("not_writable", "The folder does not let us write", "Look at its mode and owner"),
        ("disk_full", "The disk is full", "Make room; nothing was lost"),
        ("corrupt", "The file is no key file, or damaged", "Regenerate the key from its mnemonic"),
        ("public_key_only", "The file holds a public key only", "Regenerate the key from its mnemonic"),
        ("password_needed", "The key is encrypted", "Give --password-file, or BT_WALLET_PASSWORD_FILE"),
        ("wrong_password", "The password does not open the key", "Try again; nobody can bring a password back"),
        (
            "unsupported_encryption", "The key is encrypted in a way that this program does not open",
            "Use the tool that made it"
        ),
        ("weak_password", "The password is too easy to guess", "Use a longer one of several words"),
        ("invalid_password_variable", "BT_PW_… does not decode", "The Python wallets scramble it: let them write it"),
        ("busy", "Another program writes to the wallet", "Try again when it is done"),
        (
            "out_of_memory",
            "There is not enough memory: opening a key takes 512 MiB, and a runtime may have only so much",
            "Free some"
        ),
        ("invalid_mnemonic", "The words are no mnemonic", "Check spelling, order and number: 12 to 24 words"),
        ("invalid_entropy", "Random bytes of a wrong length", fault),
        ("invalid_seed", "A seed is 32 bytes, 64 hex digits", "Check it"),
        ("invalid_private_key", "The text is no private key", "Check it"),
        ("invalid_public_key", "The text is no public key of this scheme", "Check it"),
        ("invalid_signature", "The text is no signature", "A signature is 64 bytes, 128 hex digits"),
        ("invalid_uri", "The text is no secret of the form phrase//path", "Check it"),
        ("unsupported_derivation", "ed25519 derives hard junctions only", "Use // instead of /"),
        ("signer_failed", "The program that signs gave no signature", "Look at what it said; run it by itself"),
        (
            "signature_mismatch", "What was signed is not what was to be signed, or another key signed",
            "Sign the file anew, with the account's key"
        ),
        ("blind", "Nothing here tells what the transaction does", "Give the chain's metadata with --metadata FILE"),
        ("unsigned", "The transaction has no signature", "Sign it: 'btcli tx sign FILE'"),
        ("wrong_signer", "The runtime wants another key to sign", "Give the wallet whose key it wants"),
    ]

    private static let chain: [(code: String, meaning: String, advice: String)] = [
        (
            "invalid_amount", "The text is no amount of TAO",
            "At most nine decimals, no sign, a point and no comma: 1.5, τ1.5, 1.5 TAO, 500 rao"
        ),
        ("unknown_network", "The network is not known", "Use finney, test, local, archive, or ws:// or wss://"),
        ("not_subtensor", "The node serves another kind of chain", "Correct --network"),
        ("wrong_chain", "The node serves another chain than it should", "Correct its address, or the fallbacks"),
        ("subnet_missing", "There is no subnet of this number", "See 'btcli subnets list'"),
        (
            "mechanism_missing", "The subnet has no incentive mechanism of this number",
            "See 'btcli subnets mechanisms list'"
        ),
        ("registration_not_allowed", "The subnet takes no work", "See 'btcli subnets list' for those that do"),
        ("too_many_registrations", "The subnet takes no more in this interval", "Try again in the next"),
        ("hotkey_of_another_coldkey", "The hotkey belongs to another coldkey", "Use that one, or a new hotkey"),
        ("no_block_hash", "The node has no hash for a block that it announced", retry),
        ("no_difficulty", "The chain has no difficulty for the subnet", retry),
        ("refused_by_chain", "The chain refused, and says why", "Look the reason up: 'btcli explain NAME'"),
        (
            "refused", "The transaction pool refused, and says why",
            "Look the reason up: 'btcli explain \"Custom error: N\"'"
        ),
        (
            "not_verified", "The chain said yes, and its storage does not show it",
            "Look again with 'btcli wallet overview'"
        ),
        ("no_faucet", "The chain has no faucet", "Use 'btcli localnet start'"),
        (
            "shield_unavailable", "It shall be encrypted until its block, and the chain does not take that now",
            "Try again in a block; where the runtime takes nothing encrypted, leave --mev-shield out"
        ),
        ("shield_required", "It is sent encrypted until its block or not at all", "Leave --no-mev-shield out"),
        ("invalid_message", "Bytes are no encrypted transaction", fault),
        ("invalid_key", "What the chain announces to encrypt for is no key", "Ask another node, or send it openly"),
        (
            "wrong_clock", "The clocks of this machine and of the chain are far apart",
            "Set the clock, or ask a node that has the newest blocks"
        ),
        ("insufficient_balance", "The coldkey does not own amount and fee", "See 'btcli wallet balance'"),
        ("insufficient_stake", "Less is staked there", "See 'btcli stake show'"),
        ("call_missing", "The runtime has no such call", "The line says what replaced it"),
        ("not_registered", "The hotkey is not registered on the subnet", "See 'btcli subnets register --help'"),
        ("already_registered", "The hotkey is registered already", ""),
        (
            "price_moved", "The trade itself would move the price further than is tolerated; nothing was sent",
            "Take less, or tolerate more with --tolerance"
        ),
        ("invalid_weights", "The chain does not take these weights", "The line says which rule they break"),
        ("too_soon", "The chain takes it only some blocks later", "The line says from which block on"),
        ("not_owner", "The key does not own what the call is about", "Sign with the owner's"),
        (
            "not_proxy", "The key may not do this for the other account",
            "See 'btcli proxy list' for what its proxies may do"
        ),
        ("not_announced", "The proxy has not announced this call", "Announce it with --announce-only"),
        (
            "invalid_multisig", "The members and the threshold make no account, or the key is no member",
            "See 'btcli multisig show'"
        ),
        ("already_approved", "The key has approved it already", "Another member has to: see 'btcli multisig pending'"),
        (
            "not_carried_out_yet", "It is announced or approved, and nothing is done yet",
            "See 'btcli proxy list --announced' and 'btcli multisig pending'"
        ),
        ("damaged_file", "A saved file is missing, or not as it was saved", "Read the chain again"),
        (
            "invalid_document", "The file is no transaction to sign, or was changed on its way",
            "The line names the part; prepare it anew with --unsigned"
        ),
        ("expired", "No block takes the transaction any more", "Prepare it anew, with a larger --period"),
        (
            "wrong_nonce", "The account's other transactions are ahead, or not there yet",
            "Prepare it anew, or send the others first"
        ),
        ("not_in_runtime", "The runtime has no such pallet, call, item or function", "See 'btcli query --list'"),
        ("unsupported_metadata", "The runtime describes itself in an unknown version", "Update: 'btcli legacy update'"),
        (
            "unknown_extension", "The chain wants something signed that is not known here",
            "Update: 'btcli legacy update'"
        ),
        (
            "invalid_argument", "What was written does not fit what the runtime takes",
            "The line says what it takes, with an example; see 'btcli call PALLET.CALL --help'"
        ),
        ("encoding", "A value does not fit the type that the chain wants", "The line says which"),
        (
            "not_included", "It was sent, and final blocks prove that none of them holds it or ever will",
            "Send it again"
        ),
        ("unknown_block", "The node does not have the block", "Check the number, or ask another node"),
        ("state_discarded", "The node has thrown the state of the block away", "Use --network archive"),
        (
            "unproven", "The node does not prove what it says of the chain's state, as --verify-reads wants it",
            "Ask another node: it lies or lacks what it takes; --no-verify-reads believes it"
        ),
        ("unknown_name", "The runtime has nothing of this name", "See 'btcli query --list'"),
        ("ambiguous_name", "Several things have this name", "Put the pallet in front: SubtensorModule.Tempo"),
    ]

    private static let connections: [(code: String, meaning: String, advice: String)] = [
        ("invalid_url", "The text is no ws:// or wss:// address", "Correct --network"),
        ("cannot_connect", "No connection came about", "Check address and network; 'btcli doctor' looks closer"),
        (
            "tls_failure", "The certificate is not to be trusted, or TLS was refused",
            "Check address and clock; an authority of your own is named by --tls-ca or SSL_CERT_FILE"
        ),
        ("handshake_refused", "The server does not let this connection in", "The line says what it wants"),
        ("invalid_proxy", "The environment names a proxy that cannot be used", "Correct the variable that is named"),
        ("proxy_refused", "The proxy does not let this connection through", "The line says what it wants"),
        ("silent", "The node said nothing at all for too long", retry),
        ("not_a_web_socket", "Something else answers there", "Correct --network"),
        ("connection", "The connection failed", retry), ("closed", "The connection ended", retry),
        ("timed_out", "No answer came in time", retry),
        ("unreachable", "No node answered for as long as --retry-time allows", "Check the network"),
        (
            "outcome_unknown", "It was signed and sent, and nobody knows yet what became of it",
            "Do not send it again: 'btcli wallet sent' looks for it in the blocks until they prove a yes or a no"
        ),
        (
            "outcome_unread", "A block carried it out, and what came of it could not be read",
            "It is done: look at the balance, or at the block that is named"
        ),
        ("not_sent", "It was signed, and has certainly not left this machine", "Send it again"),
        (
            "not_finalized", "A block holds it that was not finalised in time",
            "Do not send it again: 'btcli wallet sent' finds out whether the block stays"
        ),
        (
            "not_recorded",
            "What is sent is kept in ~/.bittensor/sent.jsonl first, and that cannot be written; nothing was sent",
            "Look at the folder's mode, and at the disk"
        ),
        (
            "metadata_unchecked",
            "The node says that its chain cannot check what a signature is for, and this network's can; nothing was signed",
            "Use another node"
        ),
        ("not_signed", "The key did not sign; nothing was sent", "The line says why"),
        ("rate_limited", "The node answers only so many calls", "Wait, or use a node of your own"),
        ("too_many_requests", "Too many requests wait already", "Wait for some"),
        ("subscription_overflow", "The node tells more than could be read", retry),
        ("remote", "The node answered with an error", "Look its number up: 'btcli explain NUMBER'"),
        ("node", "The node answered with an error", "Look its number up: 'btcli explain NUMBER'"),
        ("malformed_reply", "The node broke the protocol", "Ask another node"),
        ("malformed_answer", "The node's answer is not what was asked for", "Ask another node"),
        ("invalid_json", "A text that is no JSON", "Ask another node, or correct the argument"),
        ("too_large", "A message or a value beyond the limits", "Ask for less at a time"),
        ("cannot_listen", "The port is taken, or not allowed", "Choose another with --port"),
        ("stopped", "The listening socket failed", "Start again"),
    ]

    private static let brokers: [(code: String, meaning: String, advice: String)] = [
        (
            "not_nats", "Something else than a broker of NATS answers there",
            "Correct the address; the usual port is 4222"
        ),
        ("server_too_old", "The broker is older than NATS 2.9", "Install a newer nats-server"),
        ("authentication_refused", "The broker does not know this user, or not by this key", "Name another key"),
        ("permission_denied", "The broker does not let this user do that", "Add it to the user's permissions"),
        (
            "invalid_credentials", "The file holds no key for a broker",
            "Name a file with an nkey's seed, or a .creds file"
        ),
        ("connection_lost", "The connection to the broker ended", "Try again"),
        ("no_responders", "Nobody at the broker listens to what was asked", "Check the fleet's name, and the broker"),
        ("no_jet_stream", "The broker keeps nothing", "Write 'jetstream {}' into nats-server's configuration"),
        ("jet_stream", "The broker refuses to keep or to hand out something", "The line says what it said"),
        ("invalid_subject", "The text is no subject of NATS", "Words between dots, without blanks"),
        ("invalid_header", "The text is no header of NATS", fault),
        ("too_many", "Too much waits for the broker already", "Wait for some"),
        ("malformed", "A fleet's document is none", "Check that both sides are of one version"),
        ("unknown_version", "A fleet's document is of another version", "Update the older side"),
        ("job_too_large", "More puzzles than a job can have", fault),
        (
            "superseded", "Another coordinator has taken over the fleet",
            "Give each search a fleet of its own: --fleet-name, and 'btcli fleet serve-config' with the same"
        ),
        ("bus", "The fleet's broker does not carry it", "The line says why"),
        ("invalid_host", "The text is neither a host's name nor an IP address", "Check it"),
    ]

    private static let work: [(code: String, meaning: String, advice: String)] = [
        ("work_not_checked", "The runtime checks no work: 'register' would burn TAO", "Use 'btcli subnets register'"),
        ("unsuitable_rules", "The runtime does not take work of that kind", "Leave --scheme and --order out"),
        ("attempts_used_up", "Every attempt was stale or refused", "Try again, or raise --max-attempts"),
        ("invalid_option", "An option is outside of what it can be", "The line says what it can be"),
        ("zero_difficulty", "A difficulty is 1 or more", ""), ("zero_stride", "A stride is 1 or more", ""),
        ("count_beyond_period", "There are not that many nonces", "Ask for fewer"),
        ("seal_misses_target", "The seal does not reach the difficulty", "Check difficulty and byte order"),
        ("other_puzzle", "The work is of another block, difficulty, key or subnet", "Check what it was found for"),
        ("unknown_kernel", "This machine has no kernel of that name", "The line lists those it has"),
        ("thread_not_started", "The system gives no more threads", "Lower --threads"),
        ("kernel_is_wrong", "A kernel computed something wrong", "Choose another with --kernel, and please report it"),
        ("no_driver", "There is no driver for a graphics card", "Install it, or leave --cuda and --opencl out"),
        (
            "driver_broken", "A driver of OpenCL crashes or hangs its process",
            "Remove it, or pass it over: OCL_ICD_VENDORS names the folder or file of those that are used"
        ),
        ("driver_too_old", "The driver is older than CUDA 11.8, or than OpenCL 1.2", "Update it"),
        ("no_device", "The driver finds no card", "See 'nvidia-smi', or 'clinfo'"),
        ("unknown_device", "There is no card of this number", "See 'btcli pow devices'"),
        ("kernel_refused", "The driver does not compile the kernel for this card", "Update the driver"),
        ("call_failed", "A call to the driver failed", "Look at 'nvidia-smi' and the system's log"),
        (
            "wrong_results", "The card does not find what the processor finds",
            "Do not use it: it may be overclocked or broken"
        ),
    ]

    private static let data: [(code: String, meaning: String, advice: String)] = [
        ("invalid_hex", "The text is no hex", "Digits 0-9 and a-f, an even number"),
        ("wrong_length", "Too few or too many bytes", "The line says how many"),
        ("invalid_ss58", "The text is no address", "Check it: addresses have 48 letters and digits"),
        ("wrong_ss58_checksum", "A letter of the address is wrong", "Copy it again"),
        ("wrong_ss58_prefix", "The address belongs to another chain", "Bittensor's begin with 5"),
        ("invalid_number", "The text is no such number", "The line says what it can be"),
        (
            "signature_missing", "The ciphertext's round has a signature, which was not given",
            "The line says where it is had"
        ),
        ("invalid_beacon", "The beacon's public key or period is none", "A key is 96 bytes, 192 hex digits"),
        ("invalid_round", "No beacon has such a round", "Rounds are counted from 1"),
        (
            "invalid_ciphertext", "The bytes are no ciphertext until a round",
            "Copy all of it; the line says what is wrong"
        ),
        ("invalid_beacon_signature", "The bytes are no signature of a beacon", "It is 48 bytes, 96 hex digits"),
        ("wrong_signature", "The signature is of another round or beacon", "The line says where the right one is had"),
        ("damaged_ciphertext", "The round's signature fits, but the ciphertext was changed", "Get it again"),
        ("truncated", "The bytes end before the value does", retry),
        ("trailing_bytes", "More bytes than the value has", retry),
        ("not_canonical", "A number that is not in its shortest form", retry),
        ("invalid_tag", "A byte that its type does not have", retry),
        ("invalid_text", "A text that is not UTF-8", retry),
        ("out_of_range", "A number that its type cannot hold", "The line says what it can be"),
        ("unknown_type", "A type that the runtime does not describe", fault),
        ("mismatch", "A value of another shape than its type", "The line says what was wanted"),
        ("not_json", "The text is no JSON", "The line says where it ends to be"),
        ("too_deep", "Values within values beyond the limit", retry),
        ("state_unreadable", "The localnet's state file cannot be used", "Name another with --state"),
        (
            "state_of_other_chain", "The state file holds another chain",
            "Name another, or give what that one began with: --rules, or --runtime and what goes with it"
        ),
        ("state_in_use", "Another localnet has the state file open", "Stop that one, or name another with --state"),
        ("state_not_saved", "A block could not be written to the state file", "Make room; it goes on where it ended"),
        (
            "genesis_refused", "A wish for the localnet's first state that its runtime has no room for",
            "The line says which; 'btcli localnet start --help' has the forms"
        ),
        (
            "upstream_silent", "The network that a localnet is forked from has not told what is needed of its state",
            "The line says why; a node that has forgotten the state is replaced with --network archive"
        ),
        ("runtime_refused", "The runtime of a localnet cannot be run", "The line says why"),
        ("block_not_made", "The runtime of a localnet was stopped in a block", "The line says what it said"),
        ("runtime", "The localnet contradicts itself", fault),
    ]

    private static let runtimes: [(code: String, meaning: String, advice: String)] = [
        ("invalid_code", "The bytes are no runtime", "Name a .wasm, compressed or not, or a chain specification"),
        ("unsupported_code", "The runtime asks for what is not here", "Update: 'btcli legacy update'"),
        ("damaged_compression", "The compressed runtime is cut or changed", "Get it again"),
        ("missing_library", "The runtime is compressed, and libzstd is not installed", "The line says its package"),
        ("over_limit", "Larger or deeper than a limit allows", "The line says the limit"),
        ("unknown_method", "The runtime has no such function", "See 'btcli localnet runtime show'"),
        ("trapped", "The runtime panicked, or its code is broken", "The line says what it said"),
        ("out_of_fuel", "The runtime computed for longer than it may", ""),
        ("missing_host_function", "The runtime asks its node for what is not here", "The line names it"),
        ("invalid_host_call", "The runtime gave its node what it may not", "It is broken, or none of this kind"),
        (
            "invalid_answer", "The runtime's answer is not of its interface's shape",
            "It is broken, or none of this kind"
        ),
        ("no_transaction", "The runtime ended a transaction that it had not begun", "It is broken"),
        ("unreadable_state", "The state could not be read from where it is kept", "The line says why"),
        ("invalid_proof", "A proof does not belong to its root", "Ask another node"),
        ("invalid_specification", "The text is no chain specification", "The line says what it lacks"),
        ("invalid_block", "The runtime does not take the block", "The line says why"),
    ]
}
