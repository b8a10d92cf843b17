/** What the headers depend on. `nonce`: fresh random base64 for this answer. */
export type HeaderScene = { scheme: "http" | "https"; isLoopbackHost: boolean; nonce: string; isDevelopment: boolean };

/**
 * Scripts run only with this answer's nonce, or when such a script loads them. Styles may be inline: Radix and charts
 * set them; a nonce there would switch 'unsafe-inline' off.
 */
export function contentSecurityPolicy({ scheme, isLoopbackHost, nonce, isDevelopment }: HeaderScene): string {
  const rules = [
    "default-src 'self'",
    // React's development build rebuilds server stacks with eval; the built product never does.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (scheme === "https" && !isLoopbackHost) rules.push("upgrade-insecure-requests");
  return rules.join("; ");
}

/** Headers of every page and portal answer, beside the policy above. */
export function securityHeaders(scene: HeaderScene): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(scene),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Not "no-referrer": with it browsers send `Origin: null` with a form, and the origin check would refuse it.
    "referrer-policy": "same-origin",
    "permissions-policy":
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    // On localhost the rule would outlive this product and lock other local services out of plain http.
    ...(scene.scheme === "https" && !scene.isLoopbackHost ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}
