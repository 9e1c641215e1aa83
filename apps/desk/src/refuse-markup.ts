/** The part of Trusted Types (W3C) that is used here; TypeScript's own description of browsers does not have it yet. */
interface TrustedTypes {
  createPolicy: (name: string, rules: { createHTML: (text: string) => string | null }) => unknown;
}

/**
 * Text that libraries set as HTML (styles, an emptied chart) passes; markup is refused by the browser, whoever wrote it. The content policy of the
 * server asks for it (`require-trusted-types-for`), so that a value from a file or a form can never become a script.
 */
export function refuseMarkup(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });
}
