// ask: What is an entity accused of, by whom, and who denies it?
// param entity (entity): the accused
// param since (date, optional): only from this date on
// show: claims
for (const p of ["<ng:accuses>", "<ng:investigates>", "<ng:sues>", "<ng:charges>", "<ng:convicts>", "<ng:fines>"])
  g.claims({object: params.entity, predicate: p, since: params.since}).forEach(c => g.emit(c));
