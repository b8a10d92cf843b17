import type { ComponentProps } from "react";

/** The mark: a window of four panes, one of them lit. Decorative: the name stands beside it. */
export function BrandMark(props: ComponentProps<"svg">) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" {...props}>
      <rect x="2.5" y="2.5" width="8.25" height="8.25" rx="2" fill="currentColor" opacity="0.35" />
      <rect x="13.25" y="2.5" width="8.25" height="8.25" rx="2" fill="currentColor" opacity="0.35" />
      <rect x="2.5" y="13.25" width="8.25" height="8.25" rx="2" fill="currentColor" opacity="0.35" />
      <rect x="13.25" y="13.25" width="8.25" height="8.25" rx="2" fill="var(--primary)" />
    </svg>
  );
}
