/** Windows' own accounts, which sign in without a person (4-sessions, clean). Folded. */
const names = new Set(["", "-", "anonymous logon", "system", "local service", "network service"]);
const patterns = [/\$$/, /^dwm-\d+$/, /^umfd-\d+$/];

/** True when the folded name is a computer or a service of Windows: kept as an event, never shown as a person. */
export function isNoisePerson(person: string): boolean {
  return names.has(person) || patterns.some((pattern) => pattern.test(person));
}
