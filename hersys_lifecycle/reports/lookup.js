"use strict";
// Looks up what was compiled, and decides nothing. An instant is a whole number of milliseconds since the epoch. So is
// each edge, rounded up where it is finer: an instant has come to an edge exactly if it has come to that number.

const DATA = JSON.parse(document.getElementById("answers").textContent);

/** Return in which step between some edges, in order, an instant lies: how many of them have come. */
function step(edges, at) {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (DATA.edges[edges[middle]][0] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Return the schedule that answers a question, its edges and outlooks; none for bulk export if nobody asks. */
function schedule(capability, authority, role) {
  if (capability === "bulk_export" && !authority) return null;
  return DATA.schedules[DATA.rows[DATA.questions[role][capability] ?? DATA.places[authority]]];
}

/** Return the answer to a question at an instant; `start`, `end` and `reopens` are numbers of edges. */
function lookUp(capability, authority, role, at) {
  const found = schedule(capability, authority, role);
  if (!found) return null;
  const [edges, outlooks] = found;
  const [ruling, start, end, reopens] = DATA.outlooks[outlooks[step(edges, at)]];
  const [reason, phase, basis, positions] = DATA.rulings[ruling];
  return { allowed: DATA.reasons[reason][0], reason, phase, start, end, reopens, basis, positions };
}

/** Return the phase at an instant. */
function phaseAt(at) {
  const [edges, phases] = DATA.phases;
  return phases[step(edges, at)];
}

/** Return how a body's data return stands at an instant, and the windows it has left, by the numbers of their edges. */
function returnOf(authority, at) {
  const [windows, edges, standings] = DATA.returns.bodies[authority];
  const standing = standings[step(edges, at)];
  const left = DATA.returns.windows[windows].filter(([, end]) => at < DATA.edges[end][0]);
  return { standing, windows: standing === "open" ? left : [] };
}

/** Return the edges at which the phase or an answer changes for whoever asks, in order, each millisecond once. */
function stops(authority, role) {
  const found = new Set(DATA.phases[0]);
  for (const capability of Object.keys(DATA.capabilities)) {
    const [edges, outlooks] = schedule(capability, authority, role) ?? [[], []];
    edges.forEach((edge, before) => {
      if (DATA.outlooks[outlooks[before + 1]][1] === edge) found.add(edge);
    });
  }
  const ordered = [...found].sort((one, other) => one - other);
  return ordered.filter((edge, number) => !number || DATA.edges[edge][0] > DATA.edges[ordered[number - 1]][0]);
}
