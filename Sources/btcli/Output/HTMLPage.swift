// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A table as a page of its own: nothing is loaded from anywhere, columns sort at a click.
struct HTMLPage {
    let title: String
    let summary: [Fact]
    let table: DataTable
    let plots: [TablePlot]

    init(_ answer: some TableAnswer) {
        title = answer.title
        summary = answer.summary
        table = answer.table
        plots = answer.plots
    }

    /// The whole document.
    var markup: String {
        "<!DOCTYPE html>\n"
            + MarkupElement(
                "html", ["lang": "en"],
                children: [
                    MarkupElement(
                        "head",
                        children: [
                            MarkupElement("meta", ["charset": "utf-8"]),
                            MarkupElement(
                                "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                            MarkupElement("title", text: title),
                            MarkupElement("style", verbatim: Self.style),
                        ]),
                    MarkupElement(
                        "body",
                        children: [
                            MarkupElement("h1", text: title), summaryList,
                            MarkupElement("div", ["class": "plots"], children: plots.compactMap(figure)),
                            MarkupElement("div", ["class": "wide"], children: [tableElement]),
                            MarkupElement("script", verbatim: Self.script),
                        ]),
                ]
            ).markup + "\n"
    }

    private var summaryList: MarkupElement {
        MarkupElement(
            "dl",
            children: summary.flatMap { fact in
                [MarkupElement("dt", text: fact.label), MarkupElement("dd", text: fact.value.text)]
            })
    }

    private func figure(_ plot: TablePlot) -> MarkupElement? {
        guard let values = table.columns.firstIndex(where: { $0.name == plot.column }),
            let labels = table.columns.firstIndex(where: { $0.name == plot.label })
        else { return nil }
        let bars = table.rows.compactMap { row in
            row[values].number.map {
                BarPlot.Bar(
                    label: "\(table.columns[labels].title) \(row[labels].text)", value: $0, text: row[values].text)
            }
        }
        // Nothing to see where nothing is above zero.
        guard bars.contains(where: { $0.value > 0 }) else { return nil }
        return MarkupElement(
            "figure",
            children: [MarkupElement("figcaption", text: plot.title), BarPlot(bars: bars, title: plot.title).element])
    }

    private var tableElement: MarkupElement {
        let head = MarkupElement(
            "tr",
            children: table.columns.map { column in
                MarkupElement(
                    "th", ["scope": "col", "aria-sort": "none", "class": column.layout.alignment.rawValue],
                    children: [MarkupElement("button", ["type": "button"], text: column.title)])
            })
        func row(_ cells: [CellValue]) -> MarkupElement {
            MarkupElement(
                "tr",
                children: zip(table.columns, cells).map { column, cell in
                    MarkupElement(
                        "td",
                        [
                            "class": column.layout.alignment.rawValue,
                            "data-value": cell.number.map { "\($0)" } ?? cell.text,
                        ],
                        text: cell.text)
                })
        }
        return MarkupElement(
            "table",
            children: [
                MarkupElement("thead", children: [head]), MarkupElement("tbody", children: table.rows.map(row)),
            ] + (table.footer.map { [MarkupElement("tfoot", children: [row($0)])] } ?? []))
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1d2430; --soft: #667085; --line: #d5dae3; --bar: #2f6fde; --page: #fff; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e9ef; --soft: #98a2b3; --line: #344054; --bar: #6ea0ff; --page: #10141b; }
        }
        body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: var(--ink); background: var(--page);
          font: 15px/1.5 system-ui, sans-serif; }
        dl { display: grid; grid-template-columns: max-content auto; gap: .1rem 1.5rem; }
        dt { color: var(--soft); } dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 2rem; }
        figure { margin: 1rem 0; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; }
        .bar { fill: var(--bar); } .axis { stroke: var(--line); } .note { fill: var(--soft); font-size: 11px; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; text-align: left; }
        .trailing, .trailing button { text-align: right; }
        th { position: sticky; top: 0; background: var(--page); } tfoot td { font-weight: 600; }
        th button { all: unset; cursor: pointer; font-weight: 600; width: 100%; } th button:focus-visible { outline: 2px solid; }
        th[aria-sort="ascending"] button::after { content: " ▲"; } th[aria-sort="descending"] button::after { content: " ▼"; }
        """

    /// The first click on a column sorts numbers from the largest, texts from the first; the next one turns that round.
    private static let script = """
        for (const [column, head] of document.querySelectorAll("th").entries()) {
          head.querySelector("button").addEventListener("click", () => {
            const body = head.closest("table").tBodies[0];
            const rows = [...body.rows];
            const value = row => row.cells[column].dataset.value;
            const numeric = rows.every(row => value(row) === "" || !isNaN(value(row)));
            const before = head.getAttribute("aria-sort");
            const descending = before === "none" ? numeric : before === "ascending";
            const order = (a, b) => numeric ? value(a) - value(b) : value(a).localeCompare(value(b));
            rows.sort((a, b) => descending ? order(b, a) : order(a, b));
            body.append(...rows);
            for (const other of head.parentNode.cells) other.setAttribute("aria-sort", "none");
            head.setAttribute("aria-sort", descending ? "descending" : "ascending");
          });
        }
        """
}
