import { isVersion } from './snapshot.ts'

export const FIRST_VERSION = '1.0.0'

/**
 * The version that follows, by Croissant's rules for data: minor where examples were only added,
 * major where existing ones were removed or changed. Nothing here changes the description alone, so
 * the patch stays 0.
 */
export function nextVersion(parent: string | null, change: 'added' | 'changed'): string {
  if (parent === null) return FIRST_VERSION
  const [major, minor] = numbersOf(parent)
  return change === 'added' ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`
}

/** Negative where `a` comes before `b`. */
export function compareVersions(a: string, b: string): number {
  const theirs = numbersOf(b)
  const differences = numbersOf(a).map((number, place) => number - (theirs[place] ?? 0))
  return differences.find((difference) => difference !== 0) ?? 0
}

function numbersOf(version: string): readonly [number, number, number] {
  if (!isVersion(version)) throw new RangeError(`not a version: ${version}`)
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return [major, minor, patch]
}
