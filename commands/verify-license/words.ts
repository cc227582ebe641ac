import type { Filter } from '../../domain/dataset/filter.ts'
import type { LicenseClaims } from '../../domain/license/claims.ts'
import { judgeTerm } from '../../domain/license/term.ts'
import { DAY_MS } from '../../domain/license/terms.ts'
import { atoms } from '../../domain/money.ts'
import { decimalRender } from '../../domain/payment/render-token.ts'

const NSFW_WORDS = {
  exclude: 'nothing unsuitable',
  include: 'unsuitable ones included',
  only: 'unsuitable ones only',
} as const

/** What a filter means, for a person. */
export function filterInWords(filter: Filter): string {
  const { families, qualities, kinds, triangles, views, tag, nsfw } = filter
  const alternatives = (name: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${name} ${values.join(' or ')}`]
  const said = [
    ...alternatives('family', families),
    ...alternatives('quality', qualities),
    ...alternatives('kind', kinds),
    ...alternatives('triangles', triangles),
    ...(views === null ? [] : [views ? 'with rendered views' : 'without rendered views']),
    ...(tag === null ? [] : [`tag ${tag}`]),
  ]
  return [...(said.length === 0 ? ['all assets'] : said), NSFW_WORDS[nsfw]].join('; ')
}

export function termInWords(claims: LicenseClaims, nowMs: number): string {
  const { nbf, exp, termDays } = claims
  const [from, to] = [nbf, exp].map((seconds) => new Date(seconds * 1_000).toISOString())
  const begun = (atMs: number) => daysText(Math.ceil((atMs - nowMs) / DAY_MS))
  const stands = {
    not_started: () => `starts in ${begun(nbf * 1_000)}`,
    running: () => `${begun(exp * 1_000)} left`,
    ended: () => `ended ${daysText(Math.floor((nowMs - exp * 1_000) / DAY_MS))} ago`,
  }[judgeTerm(claims, nowMs)]()
  return `${termDays} days, ${from} to ${to}: ${stands} by this computer's clock`
}

const daysText = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

/** The license, a line a fact. */
export function describeLicense(claims: LicenseClaims): readonly (readonly [string, string])[] {
  const { snapshot, count, bytes, priceAtoms, transactions } = claims
  return [
    ['license', claims.jti],
    ['licensee', claims.sub],
    ['issued by', `${claims.iss}, ${new Date(claims.iat * 1_000).toISOString()}`],
    ['snapshot', `${snapshot.dataset} ${snapshot.version}, root ${snapshot.root}`],
    ['filter', filterInWords(claims.filter)],
    ['content', `${count} assets, ${bytes} bytes in the shards`],
    ['tier', `${claims.tier}, ${claims.termsUri}`],
    ['price', `${decimalRender(atoms(BigInt(priceAtoms)))} RENDER`],
    ['order', claims.order],
    ...transactions.map((signature) => ['payment', signature] as const),
    ...(transactions.length === 0 ? [['payment', 'credit of the wallet'] as const] : []),
  ]
}
