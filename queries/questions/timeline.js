// ask: What happened around an entity, in the order of dates?
// param entity (entity): whom
// param since (date, optional): from this date on
// param until (date, optional): up to this date
// show: claims
g.claims({about: params.entity, since: params.since, until: params.until})
  .filter(c => c.when)
  .sort((a, b) => a.when < b.when ? -1 : a.when > b.when ? 1 : 0)
  .forEach(c => g.emit(c));
