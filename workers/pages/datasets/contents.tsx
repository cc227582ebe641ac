import {
  type Bar,
  type DatasetView,
  familiesBeyond,
  familyBars,
  findingTexts,
  qualityBars,
  triangleBars,
} from './view.ts'

/** What the filter finds: how much, and of what. */
export function Contents({ dataset }: { dataset: DatasetView }) {
  const { finding } = dataset
  const { histograms } = finding
  return (
    <section class="contents" id="contents" aria-labelledby="contents-title">
      <h2 id="contents-title" class="unseen">
        What the filter finds
      </h2>
      <Figures dataset={dataset} />
      <p class="unseen" id="spoken" role="status" />
      <div class="histograms">
        <Histogram name="families" title="Largest families" bars={familyBars(histograms)}>
          {familiesBeyond(finding)}
        </Histogram>
        <Histogram name="triangles" title="Triangles" bars={triangleBars(histograms)} />
        <Histogram name="qualities" title="Quality" bars={qualityBars(histograms)} />
      </div>
    </section>
  )
}

function Figures({ dataset: { finding, offer } }: { dataset: DatasetView }) {
  const texts = findingTexts(finding, offer)
  return (
    <dl class="finding">
      <div class="finding-count">
        <dt data-finding="noun">{texts.noun}</dt>
        <dd data-finding="count">{texts.count}</dd>
      </div>
      <div>
        <dt>to download</dt>
        <dd>
          <span data-finding="bytes">{texts.bytes}</span>
          <span class="note" data-finding="each">
            {texts.each}
          </span>
        </dd>
      </div>
    </dl>
  )
}

interface HistogramProps {
  readonly name: string
  readonly title: string
  readonly bars: readonly Bar[]
  readonly children?: string
}

function Histogram({ name, title, bars, children }: HistogramProps) {
  return (
    <figure class="histogram">
      <figcaption>{title}</figcaption>
      <ul data-bars={name}>
        {bars.map((bar) => (
          <li>
            <span class="bar-label">{bar.label}</span>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect width={String(bar.width)} height="8" />
            </svg>
            <span class="bar-count">{bar.count}</span>
          </li>
        ))}
      </ul>
      {children !== undefined && (
        <p class="note" data-beyond={name}>
          {children}
        </p>
      )}
    </figure>
  )
}
