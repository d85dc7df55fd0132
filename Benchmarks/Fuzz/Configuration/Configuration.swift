// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Feeds a text to the reader of `btcli`'s configuration, whose files are compiled in: a text is refused by its own error or
/// read; what is read gives settings or says which value cannot be; and a change says what was asked for, and nothing else.
@_cdecl("fuzzConfiguration")
public func fuzzConfiguration(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    guard count <= ConfigurationFile.mostBytes, let text = String(validating: input, as: UTF8.self),
        let file = read(text)
    else { return 0 }
    _ = file.root.document.text
    do throws(ConfigurationError) {
        _ = try Settings(environment: Environment([:]), file: file)
    } catch {
        precondition(error.code == .fileDamaged, "a value is refused as \(error.code)")
    }
    if let edit = try? file.setting("network", to: "ws://a:1 # b", .text) {
        guard let changed = read(edit.text) else { preconditionFailure("a change is no configuration") }
        precondition(changed["network"] == .scalar("ws://a:1 # b", .text), "a change says something else")
    }
    if let edit = try? file.removing(["network", "subtensor.network"]) {
        guard let changed = read(edit.text) else { preconditionFailure("what a removal leaves is no configuration") }
        precondition(changed["network"] == nil, "what was removed is there")
    }
    return 0
}

private func read(_ text: String) -> ConfigurationFile? {
    do throws(ConfigurationError) {
        return try ConfigurationFile(path: "fuzz", text: text)
    } catch {
        precondition(error.code == .fileDamaged, "refused as \(error.code)")
        return nil
    }
}
