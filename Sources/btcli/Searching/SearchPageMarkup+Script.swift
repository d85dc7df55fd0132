// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension SearchPageMarkup {
    /// Reads `/api` and shows it. Everything that comes from there is put in as text, never as markup.
    static let script = #"""
        const token = new URLSearchParams(location.hash.slice(1)).get("token");
        const headers = token ? { Authorization: `Bearer ${token}` } : {};
        const at = id => document.getElementById(id);
        const make = (name, attributes = {}, ...children) => {
          const spaces = ["svg", "g", "path", "line", "text", "title", "circle"];
          const node = spaces.includes(name)
            ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
          for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
          node.append(...children);
          return node;
        };
        const short = (number, unit = "") => {
          let letter = "";
          for (const larger of ["k", "M", "G", "T", "P"]) {
            if (number < 999.5) break;
            number /= 1000;
            letter = larger;
          }
          const digits = letter ? (number < 9.995 ? 2 : number < 99.95 ? 1 : 0) : (unit ? 0 : number % 1 ? 2 : 0);
          return `${number.toFixed(digits)} ${letter}${unit}`.trim();
        };
        const time = seconds => {
          if (seconds === null || seconds === undefined) return "unknown";
          if (seconds < 60) return `${Math.round(seconds)} s`;
          if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
          if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
          return `${short(Math.floor(seconds / 86400))} d`;
        };
        const moment = seconds => seconds === null ? "unknown" : seconds === 0 ? "now"
          : seconds < 86400 ? new Date(Date.now() + seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })
          : `in ${time(seconds)}`;
        const percent = share => `${Math.min(99.9, share * 100).toFixed(share < 0.1 || share > 0.99 ? 1 : 0)} %`;

        const card = (label, value, share) => {
          const body = make("dd", {}, value);
          if (share !== undefined) {
            const bar = make("div");
            bar.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
            body.append(make("div", { class: "meter" }, bar));
          }
          return make("div", {}, make("dt", {}, label), body);
        };

        // A curve for each series over time: axes with round numbers, and the value under the pointer.
        const chart = (place, times, series, format, most) => {
          const [left, top, height, foot] = [70, 8, 150, 26];
          const width = Math.max(260, Math.min(1200, place.parentNode.clientWidth - 12) - left - 16);
          const last = Math.max(1, times[times.length - 1] ?? 1);
          const peak = most ?? Math.max(1e-9, ...series.flatMap(one => one.values));
          const power = 10 ** Math.floor(Math.log10(peak / 4));
          const step = most ? most / 4 : [1, 2, 2.5, 5, 10].map(n => n * power).find(n => n * 4 >= peak) ?? peak / 4;
          const ceiling = Math.ceil(peak / step - 1e-9) * step;
          const x = seconds => left + seconds / last * width;
          const y = value => top + height * (1 - value / ceiling);
          const svg = make("svg", { width: left + width + 16, height: top + height + foot, role: "img" });
          for (let value = 0; value <= ceiling * 1.0001; value += step) {
            svg.append(make("line", { class: value ? "grid" : "axis", x1: left, x2: left + width, y1: y(value), y2: y(value) }));
            svg.append(make("text", { class: "soft", x: left - 8, y: y(value) + 4, "text-anchor": "end" }, format(value)));
          }
          for (const part of width < 500 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]) {
            const anchor = part === 1 ? "end" : part ? "middle" : "start";
            svg.append(make("text", { class: "soft", x: x(part * last), y: top + height + 18, "text-anchor": anchor }, time(part * last)));
          }
          series.forEach((one, index) => {
            const points = one.values.map((value, place) => `${x(times[place]).toFixed(1)} ${y(value).toFixed(1)}`);
            if (!points.length) return;
            const path = make("path", { class: `line s${index % 4}`, d: `M${points.join("L")}` });
            path.append(make("title", {}, `${one.name}: ${format(one.values[one.values.length - 1])}`));
            svg.append(path);
            if (series.length > 1) {
              svg.append(make("text", { class: `f${index % 4}`, x: left + 8 + index * 90, y: top + 12 }, one.name));
            }
          });
          const hand = make("line", { class: "grid", x1: left, x2: left, y1: top, y2: top + height });
          const words = make("text", { class: "ink", y: top + 12 });
          svg.append(hand, words);
          svg.addEventListener("pointermove", event => {
            const seconds = (event.offsetX - left) / width * last;
            const index = times.reduce((best, value, place) => Math.abs(value - seconds) < Math.abs(times[best] - seconds) ? place : best, 0);
            const right = times[index] > last / 2;
            for (const end of ["x1", "x2"]) hand.setAttribute(end, x(times[index]));
            words.setAttribute("x", x(times[index]) + (right ? -8 : 8));
            words.setAttribute("y", top + height - 8);
            words.setAttribute("text-anchor", right ? "end" : "start");
            words.textContent = `${time(times[index])}: ` + series.map(one => format(one.values[index])).join(", ");
          });
          place.replaceChildren(svg);
        };

        const show = search => {
          at("goal").textContent = search.goal + (search.call ? ` · ${search.call}` : "");
          at("state").textContent = search.paused ? "paused" : `searching for ${time(search.elapsed_seconds)}`;
          at("trouble").textContent = search.node?.trouble ?? "";
          const luck = search.luck;
          const facts = [
            card("Rate, 10 s", short(search.hash_rate.ten_seconds, "H/s")),
            card("60 s", short(search.hash_rate.minute, "H/s")),
            card("15 min", short(search.hash_rate.quarter_hour, "H/s")),
            card("Highest", short(search.hash_rate.highest, "H/s")),
            card("Tries", `${short(Number(search.hashes) + Number(search.hashes_elsewhere))} of ${short(Number(search.difficulty))} expected`),
            card("Would have found it", percent(luck.chance_so_far), luck.chance_so_far),
            card("Half of all do by", moment(luck.half_done_in_seconds)),
            card("95 % do by", moment(luck["95_percent_done_in_seconds"])),
          ];
          if (search.block.left_seconds !== null) {
            facts.push(card(`Block ${search.block.number}`, `${time(search.block.left_seconds)} left`,
              search.block.left_seconds / search.block.life_seconds));
          }
          if (search.node) {
            facts.push(card("Seals", `${search.sent} sent, ${search.refused} refused, ${search.late} too late`));
            const latency = search.node.latency_seconds === null ? "" : `, ${Math.round(search.node.latency_seconds * 1000)} ms`;
            facts.push(card("Node", `${search.node.endpoint}${latency}`));
            facts.push(card("Reconnects", `${search.node.reconnects}`));
          }
          at("facts").replaceChildren(...facts);
          const names = ["Device", "10 s", "60 s", "15 min", "Highest", "Mean", "Tries", "°C", "W"];
          const row = device => [
            device.name === "cpu" ? `${search.kernel} × ${device.threads}` : device.name,
            ...["ten_seconds", "minute", "quarter_hour", "highest", "mean"].map(name => short(device.hash_rate[name], "H/s")),
            short(Number(device.hashes)), device.temperature_celsius ?? "", device.power_watts?.toFixed(0) ?? "",
          ];
          const cells = (kind, texts) => texts.map((text, index) => make(kind, index ? { class: "trailing" } : {}, `${text}`));
          at("devices").replaceChildren(
            make("tr", {}, ...cells("th", names)),
            ...search.devices.map(device => device.failure
              ? make("tr", {}, make("td", {}, device.name), make("td", { colspan: names.length - 1, class: "bad" }, `left out: ${device.failure}`))
              : make("tr", {}, ...cells("td", row(device)))));
          at("fleet").hidden = search.workers.length === 0;
          const workerNames = ["Worker", "State", "Rate", "Devices", "Heard of", "Good", "Late", "Bad"];
          at("workers").replaceChildren(
            make("tr", {}, ...cells("th", workerNames)),
            ...search.workers.map(worker => make("tr", worker.state === "dropped" ? { class: "bad" } : {}, ...cells("td", [
              worker.name, worker.state, short(worker.hash_rate, "H/s"),
              worker.devices.map(device => device.name).join(", "), `${time(worker.last_heard_seconds)} ago`,
              worker.good, worker.late, worker.bad]))));
          const past = search.history;
          const times = past.elapsed_seconds;
          chart(at("rates"), times, Object.entries(past.hash_rate).map(([name, values]) => ({ name, values })),
            value => short(value, "H/s"));
          chart(at("luck"), times, [{ name: "would have found it", values: past.chance_so_far }],
            value => `${Math.round(value * 100)} %`, 1);
          chart(at("blocks"), times, [{ name: "blocks", values: past.blocks }, { name: "refused", values: past.refused }],
            value => short(value));
          at("refusals").replaceChildren(...search.refusals.map(one =>
            make("li", {}, `after ${time(one.elapsed_seconds)}: ${one.reason}`)).reverse());
        };

        const read = async () => {
          try {
            const answer = await fetch("/api", { headers, cache: "no-store" });
            if (answer.ok) {
              const search = await answer.json();
              if (search.hashes !== undefined) show(search);
            } else if (answer.status === 401) {
              at("state").textContent = "a token is needed: open the address that the search has shown, with #token=…";
            }
          } catch {
            at("state").textContent = "the search has ended";
          }
          setTimeout(read, 1000);
        };
        read();
        addEventListener("click", event => {
          const act = event.target.closest("[data-act]")?.dataset.act;
          if (act === "stop" && !confirm("End the search?")) return;
          if (act) fetch(`/api/${act}`, { method: "POST", headers });
        });
        """#
}
