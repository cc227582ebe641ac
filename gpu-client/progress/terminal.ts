import type { Tally } from './tally.ts'

const CLEAR_LINE = '\u001b[2K'
const up = (lines: number): string => (lines > 0 ? `\u001b[${lines}A\r` : '\r')

/** The block that is redrawn in place, one line an entry. */
export function tallyLines(tally: Tally, head: string): string[] {
  const { rejected, outages, witnessedSize } = tally
  const reasons = [...rejected].map(([reason, assets]) => `${assets} ${reason}`).join(', ')
  const failing = [...outages].map(([call, code]) => `${call} ${code}`).join(', ')
  const rejectedAssets = [...rejected.values()].reduce((sum, assets) => sum + assets, 0)
  return [
    head,
    ...(tally.backend === undefined ? [] : [`  backend   ${tally.backend}`]),
    `  assets    ${tally.generated} generated in this run, ${tally.assetsPerSecond.toFixed(1)} a second`,
    `  accepted  ${tally.accepted} in the log, ${tally.minted} with a cNFT, ${tally.duplicates} duplicates`,
    `  rejected  ${rejectedAssets}${reasons === '' ? '' : ` (${reasons})`}`,
    `  pending   ${tally.pending}`,
    `  witness   ${witnessedSize === undefined ? 'nothing new yet' : `cosigned the log at size ${witnessedSize}`}`,
    ...(failing === '' ? [] : [`  waiting   ${failing}`]),
    ...(tally.note === undefined ? [] : [`  note      ${tally.note}`]),
    ...(tally.fault === undefined ? [] : [`  FAULT     ${tally.fault}`]),
    ...(tally.alarm === undefined ? [] : [`  ALARM     ${tally.alarm}`]),
  ]
}

/** Redraws a block over its last drawing, however many lines either has. */
export function createBlock(write: (text: string) => void, columns: () => number) {
  let drawn = 0
  return (lines: readonly string[]): void => {
    const width = Math.max(columns(), 20)
    const blank = Math.max(drawn - lines.length, 0)
    const shown = lines.map((line) => `${CLEAR_LINE}${line.slice(0, width - 1)}\n`).join('')
    write(`${up(drawn)}${shown}${`${CLEAR_LINE}\n`.repeat(blank)}${up(blank)}`)
    drawn = lines.length
  }
}
