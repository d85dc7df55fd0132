// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The page of a search: it holds no figures, and asks the API for them every second.
struct SearchPageMarkup {
    let goal: String
    /// Whether it has buttons that pause and end the search.
    let allowsControl: Bool

    var markup: String {
        PageFrame(
            title: "btcli · \(goal)", style: Self.style, script: Self.script,
            body: [
                MarkupElement(
                    "h1",
                    children: [
                        MarkupElement("span", ["id": "goal"], text: goal),
                        MarkupElement("span", ["id": "state", "class": "state"], text: "connecting"),
                    ]),
                MarkupElement("p", ["id": "trouble", "class": "bad"]), buttons,
                MarkupElement("dl", ["class": "facts", "id": "facts"]),
                Self.section("Devices", [Self.scrolling(MarkupElement("table", ["id": "devices"]))]),
                MarkupElement(
                    "section", ["id": "fleet", "hidden": "hidden"],
                    children: [
                        MarkupElement("h2", text: "Fleet"),
                        Self.scrolling(MarkupElement("table", ["id": "workers"])),
                    ]),
                Self.section("Rate", [Self.scrolling(MarkupElement("div", ["id": "rates"]))]),
                Self.section("Luck", [Self.scrolling(MarkupElement("div", ["id": "luck"]))]),
                Self.section(
                    "Blocks, and seals that were refused", [Self.scrolling(MarkupElement("div", ["id": "blocks"]))]),
                MarkupElement("ul", ["id": "refusals"]),
            ]
        ).markup
    }

    private var buttons: MarkupElement {
        let names = allowsControl ? [("pause", "Pause"), ("resume", "Go on"), ("stop", "End the search")] : []
        return MarkupElement(
            "p",
            children: names.map { name, text in
                MarkupElement("button", ["type": "button", "class": "act", "data-act": name], text: text)
            })
    }

    private static func section(_ title: String, _ children: [MarkupElement]) -> MarkupElement {
        MarkupElement("section", children: [MarkupElement("h2", text: title)] + children)
    }

    private static func scrolling(_ element: MarkupElement) -> MarkupElement {
        MarkupElement("div", ["class": "scroll"], children: [element])
    }

    private static let style = """
        .state { display: inline-block; margin-left: .8rem; padding: .1rem .6rem; border-radius: 1rem; font-size: .9rem; background: var(--card);
          color: var(--soft); vertical-align: middle; }
        .meter { height: .5rem; border-radius: .25rem; background: var(--line); margin-top: .35rem; overflow: hidden; }
        .meter div { height: 100%; background: var(--c); }
        .act { border: 1px solid var(--line); border-radius: 8px; background: var(--card); padding: .3rem .8rem; cursor: pointer; }
        .line { fill: none; stroke-width: 2; } .area { opacity: .15; }
        .s0 { stroke: var(--a); } .s1 { stroke: var(--b); } .s2 { stroke: var(--c); } .s3 { stroke: var(--d); }
        .f0 { fill: var(--a); } .f1 { fill: var(--b); } .f2 { fill: var(--c); } .f3 { fill: var(--d); }
        #refusals { padding-left: 1.2rem; color: var(--soft); }
        """
}
