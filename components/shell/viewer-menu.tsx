"use client";

import { useOnDemand } from "@/components/ui/use-on-demand";
import { ViewerFace, type ViewerMenuProps, viewerButtonClass } from "./viewer-face";

/** Who is signed in, their own pages, the theme, and the way out. */
export function ViewerMenu<State>(props: ViewerMenuProps<State>) {
  const { Part, trigger } = useOnDemand(() =>
    import("./open/viewer-menu").then((loaded) => loaded.OpenViewerMenu<State>),
  );
  if (Part) return <Part {...props} />;
  return (
    <button
      type="button"
      title={props.name}
      aria-haspopup="menu"
      aria-expanded={false}
      className={viewerButtonClass}
      {...trigger}
    >
      <ViewerFace name={props.name} detail={props.detail} />
    </button>
  );
}
