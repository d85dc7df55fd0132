// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What every page of this program has in common: one file, nothing loaded from anywhere, for light and dark, wide and narrow.
struct PageFrame {
    let title: String
    /// What the page adds to the common style and script.
    var style = ""
    var script = ""
    let body: [MarkupElement]

    /// The whole document.
    var markup: String {
        let head = MarkupElement(
            "head",
            children: [
                MarkupElement("meta", ["charset": "utf-8"]),
                MarkupElement("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                MarkupElement("meta", ["name": "referrer", "content": "no-referrer"]),
                MarkupElement("title", text: title),
                MarkupElement("style", verbatim: Self.commonStyle + style),
            ])
        let body = MarkupElement(
            "body", children: body + [MarkupElement("script", verbatim: Self.commonScript + script)])
        return "<!DOCTYPE html>\n\(MarkupElement("html", ["lang": "en"], children: [head, body]).markup)\n"
    }

    private static let commonStyle = """
        :root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d8dee4; --page: #fff; --card: #f6f8fa;
          --a: #0969da; --b: #bc4c00; --c: #1a7f37; --d: #8250df; --bad: #cf222e; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #f0f6fc; --soft: #9198a1; --line: #2a313a; --page: #0d1117; --card: #151b23;
            --a: #58a6ff; --b: #f0883e; --c: #3fb950; --d: #bc8cff; --bad: #f85149; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 80rem; padding: 1.5rem 1rem 3rem; color: var(--ink); background: var(--page);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1rem; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
        dl.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .6rem; margin: 0 0 1.5rem; }
        dl.facts > div { background: var(--card); border-radius: 8px; padding: .5rem .8rem; }
        dt { color: var(--soft); font-size: 13px; } dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .plots { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
        figure { margin: 0; max-width: 100%; min-width: 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
        .scroll { overflow-x: auto; }
        svg { display: block; } svg text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
        .bar { fill: var(--a); } .bar:hover { fill: var(--b); } .hit { fill: transparent; } .hit:hover + .bar { fill: var(--b); }
        .axis { stroke: var(--soft); } .grid { stroke: var(--line); } .ink { fill: var(--ink); } .soft { fill: var(--soft); }
        .note { color: var(--soft); font-size: 13px; margin: .3rem 0 0; }
        .bad { color: var(--bad); }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; text-align: left; }
        .trailing, .trailing button { text-align: right; }
        th { position: sticky; top: 0; background: var(--page); color: var(--soft); font-weight: 600; }
        tbody tr:hover { background: var(--card); } tfoot td { font-weight: 600; }
        button, input { font: inherit; color: inherit; }
        input[type="search"] { width: 100%; max-width: 22rem; padding: .4rem .7rem; border: 1px solid var(--line);
          border-radius: 8px; background: var(--page); }
        .copy { border: 0; background: none; padding: 0 .4rem; cursor: pointer; color: var(--soft); font-size: 12px; } .copy:hover { color: var(--a); }
        @media (max-width: 40rem) { body { padding: 1rem .7rem 2rem; } h1 { font-size: 1.3rem; } th, td { padding: .35rem .4rem; } }

        """

    /// A click on what is marked copies it.
    private static let commonScript = """
        addEventListener("click", async event => {
          const copy = event.target.closest("[data-copy]");
          if (!copy) return;
          await navigator.clipboard.writeText(copy.dataset.copy);
          const sign = copy.textContent;
          copy.textContent = "✓";
          setTimeout(() => copy.textContent = sign, 900);
        });

        """
}

extension MarkupElement {
    /// Names and values, each pair a card.
    static func facts(_ facts: [Fact]) -> MarkupElement {
        MarkupElement(
            "dl", ["class": "facts"],
            children: facts.map { fact in
                let text = fact.value.text
                let value =
                    isLong(text)
                    ? MarkupElement("dd", children: address(text)) : MarkupElement("dd", text: text)
                return MarkupElement("div", children: [MarkupElement("dt", text: fact.label), value])
            })
    }

    /// Whether a text is an address or a hash: one word that nobody reads.
    static func isLong(_ text: String) -> Bool { text.count > 40 && !text.contains(" ") }

    /// Both ends of an address, and what copies all of it.
    static func address(_ text: String) -> [MarkupElement] {
        [
            MarkupElement("span", ["title": text], text: text.shortened(to: 11, .middle)),
            MarkupElement(
                "button", ["type": "button", "class": "copy", "data-copy": text, "aria-label": "Copy \(text)"],
                text: "copy"),
        ]
    }
}
