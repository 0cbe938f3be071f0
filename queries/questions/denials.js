// ask: What is denied, and by whom?
// param entity (entity, optional): only what this one denies or what is denied of it
// param since (date, optional): only from this date on
// show: claims
g.claims({about: params.entity, stance: "denied", since: params.since}).forEach(c => g.emit(c));
