export type Notice = { kind: "success" | "info" | "warning" | "error"; title: string; description?: string };

export const noticeEvent = "kit:notice";

/** Shows a toast. The code for toasts is fetched with the first one. Browser only. */
export function notify(notice: Notice): void {
  window.dispatchEvent(new CustomEvent<Notice>(noticeEvent, { detail: notice }));
}
