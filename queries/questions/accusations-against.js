// ask: What is an entity accused of, by whom, and who denies it?
// param entity (entity): the accused
// param since (date, optional): only from this date on
// show: claims
for (const p of ["<ng:accuses>", "<ng:investigates>", "<ng:sues>", "<ng:charges>", "<ng:convicts>", "<ng:fines>"])
  for (const c of g.claims(null, p, params.entity))
    if (!params.since || c.when >= params.since) g.emit(c);
