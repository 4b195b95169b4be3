// The answer: what may be done, why, until when, and what changes next.

function showAnswer() {
  const section = byId("answer");
  const now = edgeAt(state.at);
  const found = lookUp("bulk_export", state.authority, state.role, now);
  section.querySelector(".verdict").dataset.allowed = found ? found.allowed : null;
  for (const each of section.querySelectorAll("[data-placed]")) each.hidden = !found;
  fill(section, "when", say(SAID.at, written(state.at)));
  const bulk = inLanguage(DATA.capabilities.bulk_export);
  fill(section, "asked", found ? say(SAID.of, bodySaid(), bulk) : bulk);
  fill(section, "until", found ? outlookSaid(found) : "");
  fill(section, "why", found ? reasonSaid(found.reason) : say(SAID.choose));
  fill(section, "phase", inLanguage(DATA.phaseNames[phaseFrom(now)]));
  fill(section, "nextChange", say(found ? SAID.nextChange : SAID.nextOther));
  fill(section, "change", ...changeElements(now));
  if (found) {
    const windows = DATA.returns.windows[DATA.returns.bodies[state.authority][0]];
    fill(section, "slot", inLanguage(DATA.prefectures[state.prefecture].slice(2)));
    fill(section, "windows", windows.map((span) => spanSaid(...span)).join(say(SAID.comma)) || say(SAID.noWindows));
  }
  const verdict = found ? say(found.allowed ? SAID.allowed : SAID.refused) : say(SAID.choose);
  const heard = [written(state.at), section.querySelector("h2").textContent, verdict];
  byId("heard").textContent = comma([...heard, found && outlookSaid(found)].filter(Boolean));
}

function outlookSaid(found) {
  if (found.allowed) return found.end === null ? say(SAID.noEnd) : say(SAID.until, edgeSaid(found.end));
  return found.reopens === null ? say(SAID.never) : say(SAID.nextFrom, edgeSaid(found.reopens));
}

function changeElements(now) {
  const edges = stops(state.authority, state.role);
  const next = edges[step(edges, now)];
  if (next === undefined) return [say(SAID.further)];
  const said = [];
  const phase = phaseFrom(next);
  if (phase !== phaseFrom(now)) said.push(say(SAID.becomesPhase, inLanguage(DATA.phaseNames[phase])));
  for (const [allowed, text] of [[true, SAID.becomesAllowed], [false, SAID.becomesRefused]]) {
    const turned = CAPABILITIES.filter((capability) => {
      const [before, after] = [now, next].map((edge) => lookUp(capability, state.authority, state.role, edge));
      return before && before.allowed !== allowed && after.allowed === allowed;
    });
    if (turned.length) said.push(say(text, comma(turned.map((each) => inLanguage(DATA.capabilities[each])))));
  }
  return [element("strong", edgeSaid(next)), ...said.map((text) => element("span", text, { class: "turn" }))];
}

function showCapabilities() {
  const now = edgeAt(state.at);
  for (const row of document.querySelectorAll("[data-capability]")) {
    const found = lookUp(row.dataset.capability, state.authority, state.role, now);
    row.querySelector(".verdict").dataset.allowed = found ? found.allowed : null;
    row.querySelector("[data-based]").hidden = !found?.positions.length;
    fill(row, "reason", found ? reasonSaid(found.reason) : say(SAID.choose));
    fill(row, "lasting", found ? spanSaid(found.start, found.end) : "");
    fill(row, "next", found && !found.allowed ? outlookSaid(found) : "");
    const clauses = clauseElements(found?.basis ?? []);
    fill(row, "basis", ...(clauses.length ? clauses : [element("li", say(SAID.noClause))]));
    fill(row, "positions", ...(found?.positions ?? []).map(recordElement));
  }
}
