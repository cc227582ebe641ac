import { createRequire } from 'node:module'

interface Report {
  readonly issues: { readonly numErrors: number; readonly numWarnings: number }
}

interface Validator {
  validateBytes(bytes: Uint8Array): Promise<Report>
}

const validator: Validator = createRequire(import.meta.url)('gltf-validator')

/** What the Khronos validator finds. */
export async function validate(glb: Uint8Array): Promise<{ errors: number; warnings: number }> {
  const { issues } = await validator.validateBytes(glb)
  return { errors: issues.numErrors, warnings: issues.numWarnings }
}
