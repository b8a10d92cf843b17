"use client";

import { useOnDemand } from "@/components/ui/use-on-demand";
import { ScopeFace, ScopeName, type ScopeSwitchProps, scopeButtonClass } from "./scope-face";
import { useScope } from "./use-scope";

/** The switch on top of the navigation. With one scope it is just its name. */
export function ScopeSwitch(props: ScopeSwitchProps) {
  const { scope } = useScope(props.scopes, props.base);
  const { Part, trigger } = useOnDemand(() => import("./open/scope-switch").then((loaded) => loaded.OpenScopeSwitch));
  if (!scope) return null;
  if (props.scopes.length === 1) {
    return (
      <div className="flex h-11 items-center gap-2.5 px-1">
        <ScopeName scope={scope} />
      </div>
    );
  }
  if (Part) return <Part {...props} />;
  return (
    <button
      type="button"
      title={scope.label}
      aria-haspopup="dialog"
      aria-expanded={false}
      className={scopeButtonClass}
      {...trigger}
    >
      <ScopeFace label={props.label} scope={scope} />
    </button>
  );
}
