import { encode } from 'uqr'

const QUIET_MODULES = 4

/** One path of unit squares, dark on white in either theme: scanners expect that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'L', border: QUIET_MODULES })
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect class="qr-paper" width={String(size)} height={String(size)} />
      <path class="qr-ink" d={data.flatMap(rowPath).join('')} />
    </svg>
  )
}

/** Dark modules beside each other are one rectangle. */
function rowPath(row: readonly boolean[], y: number): string[] {
  const runs: string[] = []
  let from = -1
  for (let x = 0; x <= row.length; x += 1) {
    const dark = row[x] === true
    if (dark && from < 0) from = x
    if (dark || from < 0) continue
    runs.push(`M${from} ${y}h${x - from}v1h-${x - from}z`)
    from = -1
  }
  return runs
}
