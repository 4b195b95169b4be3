// The data returns, and the mark on the chart.

function stakeSaid({ lost, unannounced, completed }) {
  if (completed === AUTHORITIES.length) return say(SAID.allReturned);
  if (!lost && !unannounced) return say(SAID.noneLost);
  const said = [lost && say(SAID.someLost, lost), unannounced && say(SAID.someUnannounced, unannounced)];
  return said.filter(Boolean).join(" ");
}

function showReturns() {
  const now = edgeAt(state.at);
  const counts = { open: 0, lost: 0, unannounced: 0, completed: 0 };
  const rows = PREFECTURES.map((prefecture) => {
    const bodies = AUTHORITIES.filter((each) => each.startsWith(prefecture));
    const groups = new Map();
    let outstanding = 0;
    for (const body of bodies) {
      const { standing, windows } = returnOf(body, now);
      if (standing !== "completed") outstanding += 1;
      counts[standing] += 1;
      const said = standing === "open" ? comma(windows.map(windowSaid)) : say(SAID[standing]);
      const key = JSON.stringify([standing, said]);
      groups.set(key, [...(groups.get(key) ?? []), body]);
    }
    const cell = element("td");
    for (const [key, members] of groups) {
      const [standing, said] = JSON.parse(key);
      const names = comma(members.map((each) => inLanguage(DATA.authorities[each])));
      const text = groups.size > 1 ? say(SAID.labelled, names, said) : said;
      cell.append(element("p", text, { "data-standing": standing }));
    }
    const row = element("tr", "", prefecture === state.prefecture ? { class: "mine" } : {});
    const name = element("th", inLanguage(DATA.prefectures[prefecture]), { scope: "row" });
    row.append(name, element("td", `${outstanding} / ${bodies.length}`), cell);
    return row;
  });
  fill(document, "outstanding", say(SAID.outstanding, AUTHORITIES.length - counts.completed, AUTHORITIES.length));
  fill(document, "stake", stakeSaid(counts));
  fill(document, "returns", ...rows);
}

function axis(picture) {
  const { start, end, left, right } = picture.dataset;
  const width = picture.viewBox.baseVal.width;
  return { start: Date.parse(start), end: Date.parse(end), left: left / width, right: right / width };
}

function showInstant() {
  for (const canvas of document.querySelectorAll(".canvas")) {
    const { start, end, left, right } = axis(canvas.querySelector("svg"));
    const part = (state.at - start) / (end - start);
    const mark = canvas.querySelector(".now");
    mark.hidden = part < 0 || part > 1;
    mark.style.left = `${(left + part * (right - left)) * 100}%`;
  }
}

function choose(event) {
  const picture = event.currentTarget.querySelector("svg");
  const { start, end, left, right } = axis(picture);
  const box = picture.getBoundingClientRect();
  const part = ((event.clientX - box.left) / box.width - left) / (right - left);
  if (part >= 0 && part <= 1) go(Math.round((start + part * (end - start)) / HOUR) * HOUR);
}
