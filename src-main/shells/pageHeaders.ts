/**
 * Headers of everything the renderer is made of: it runs only its own scripts, talks only to the given sources beside its own
 * origin, cannot be framed, and is isolated from other sites, so that SharedArrayBuffer may be used.
 */
export function pageHeaders(connectSources: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    // WebAssembly is compiled from bytes; `eval` stays forbidden.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    // Widths of panes and positions of virtual rows are set as style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src ${["'self'", ...connectSources].join(' ')}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
  };
}
