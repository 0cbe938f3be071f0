// ask: On what do sources disagree: who says it, and who denies it?
// param entity (entity, optional): only disputes about this one
// show: claims
const seen = new Set();
for (const d of g.claims({about: params.entity, stance: "denied"})) {
  const triple = [d.subject, d.predicate, d.object].join(" ");
  if (seen.has(triple)) continue;
  seen.add(triple);
  const all = g.claims({subject: d.subject, predicate: d.predicate, object: d.object});
  if (all.some(c => c.stance !== "denied")) all.forEach(c => g.emit(c));
}
