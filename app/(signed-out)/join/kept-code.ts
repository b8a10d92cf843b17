const place = "winauthmon.invitation";

/** What follows # in the address, taken out of it so that it stays in no history; "" when there is nothing. */
function takeFromAddress(): string {
  const code = window.location.hash.slice(1);
  if (code !== "") window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}`);
  return code;
}

/**
 * The code of the link, or the one this tab kept while its owner went to sign in. Browsers that allow no storage ask
 * for the link again.
 */
export function takeCode(): string {
  const given = takeFromAddress();
  try {
    if (given !== "") window.sessionStorage.setItem(place, given);
    return given || (window.sessionStorage.getItem(place) ?? "");
  } catch {
    return given;
  }
}

export function keepCode(code: string): void {
  try {
    window.sessionStorage.setItem(place, code);
  } catch {
    // Without storage the link has to be opened again.
  }
}

export function forgetCode(): void {
  try {
    window.sessionStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
}
