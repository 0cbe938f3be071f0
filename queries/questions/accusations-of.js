// ask: Whom does an entity accuse, investigate, sue or charge, and of what?
// param entity (entity): the accuser
// param since (date, optional): only from this date on
// show: claims
for (const p of ["<ng:accuses>", "<ng:investigates>", "<ng:sues>", "<ng:charges>", "<ng:convicts>", "<ng:fines>"])
  g.claims({subject: params.entity, predicate: p, since: params.since}).forEach(c => g.emit(c));
