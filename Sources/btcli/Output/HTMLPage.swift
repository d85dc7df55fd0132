// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A table as a page of its own: nothing is loaded from anywhere, columns sort at a click, rows are found by typing.
struct HTMLPage {
    private let title: String
    private let summary: [Fact]
    private let table: DataTable
    private let plots: [TablePlot]

    init(_ answer: some TableAnswer) {
        title = answer.title
        plots = answer.plots
        let shown = answer.table.without(answer.hiddenColumns)
        // What every row repeats is said once.
        let repeated = shown.repeatedFacts
        summary = answer.summary + repeated.filter { fact in !answer.summary.contains { $0.label == fact.label } }
        table = shown.without(Set(repeated.map(\.name)))
        plotTable = answer.table
    }

    /// With every column: what is drawn need not be in the table.
    private let plotTable: DataTable

    /// The whole document.
    var markup: String {
        PageFrame(
            title: title, style: Self.style, script: Self.script,
            body: [
                MarkupElement("h1", text: title), .facts(summary),
                MarkupElement("div", ["class": "plots"], children: plots.compactMap(figure)),
                MarkupElement(
                    "div", ["class": "finder"],
                    children: [
                        MarkupElement(
                            "input",
                            ["type": "search", "placeholder": "Find rows", "aria-label": "Find rows", "id": "find"]),
                        MarkupElement("output", ["id": "count"]),
                    ]),
                MarkupElement("div", ["class": "scroll"], children: [tableElement]),
            ]
        ).markup
    }

    private func figure(_ plot: TablePlot) -> MarkupElement? {
        guard let values = plotTable.columns.firstIndex(where: { $0.name == plot.column }),
            let labels = plotTable.columns.firstIndex(where: { $0.name == plot.label })
        else { return nil }
        let bars = plotTable.rows.compactMap { row in
            row[values].number.map { BarPlot.Bar(name: row[labels].text, value: $0, text: row[values].text) }
        }
        // Nothing to see where nothing is above zero.
        guard bars.contains(where: { $0.value > 0 }) else { return nil }
        let drawing = BarPlot(bars: bars, title: plot.title, nameTitle: plotTable.columns[labels].title)
        return MarkupElement(
            "figure",
            children: [
                MarkupElement("figcaption", text: plot.title),
                MarkupElement("div", ["class": "scroll"], children: [drawing.element]),
                MarkupElement("p", ["class": "note"], text: drawing.note),
            ])
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
            MarkupElement("tr", children: zip(table.columns, cells).map { Self.cell($1, in: $0) })
        }
        return MarkupElement(
            "table",
            children: [
                MarkupElement("thead", children: [head]), MarkupElement("tbody", children: table.rows.map(row)),
            ] + (table.footer.map { [MarkupElement("tfoot", children: [row($0)])] } ?? []))
    }

    private static func cell(_ cell: CellValue, in column: DataTable.Column) -> MarkupElement {
        let isAddress = column.layout.shortening == .middle && MarkupElement.isLong(cell.text)
        return MarkupElement(
            "td",
            [
                "class": column.layout.alignment.rawValue, "data-value": cell.number.map { "\($0)" } ?? cell.text,
            ], text: isAddress ? "" : cell.text, children: isAddress ? MarkupElement.address(cell.text) : [])
    }

    private static let style = """
        .finder { display: flex; gap: 1rem; align-items: center; margin: 1.5rem 0 .5rem; } output { color: var(--soft); }
        th button { all: unset; cursor: pointer; width: 100%; } th button:hover { color: var(--a); }
        th button:focus-visible { outline: 2px solid; }
        th[aria-sort="ascending"] button::after { content: " ▲"; } th[aria-sort="descending"] button::after { content: " ▼"; }
        """

    /// The first click on a column sorts numbers from the largest, texts from the first; the next one turns that round. Rows are
    /// found by all words that are typed.
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
        const find = document.getElementById("find");
        const rows = [...document.querySelectorAll("tbody tr")];
        const texts = rows.map(row => [...row.cells].map(cell => cell.dataset.value + " " + cell.textContent).join(" ").toLowerCase());
        const show = () => {
          const words = find.value.toLowerCase().split(/\\s+/).filter(word => word);
          rows.forEach((row, index) => row.hidden = !words.every(word => texts[index].includes(word)));
          const shown = rows.filter(row => !row.hidden).length;
          document.getElementById("count").value = words.length ? `${shown} of ${rows.length} rows` : `${rows.length} rows`;
        };
        find.addEventListener("input", show);
        show();
        """
}

extension DataTable {
    /// The values of text columns that are the same in every row, of two or more.
    fileprivate var repeatedFacts: [Fact] {
        guard rows.count > 1 else { return [] }
        return columns.indices.compactMap { index in
            let column = columns[index]
            let value = rows[0][index]
            guard column.layout.alignment == .leading, !value.text.isEmpty,
                rows.allSatisfy({ $0[index].text == value.text }), index > 0 || columns.count > 2
            else { return nil }
            return Fact(column.name, column.title, value)
        }
    }
}
