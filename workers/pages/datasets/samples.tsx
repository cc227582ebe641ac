import type { Row } from '../row.ts'
import { Link, Text } from '../slots.tsx'
import { FILTER_FORM } from './facets.tsx'
import { type DatasetView, sampleRow, samplesLead } from './view.ts'

export const PICTURE_PIXELS = 256

/** Ten assets of what the filter finds, or those among the captions that were searched for. */
export function Samples({ dataset }: { dataset: DatasetView }) {
  const { search, finding } = dataset
  const shown = search === null ? finding.samples : search.matches
  return (
    <section class="samples" aria-labelledby="samples-title">
      <header class="section-head">
        <div>
          <h2 id="samples-title">Samples</h2>
          <p class="lead" id="samples-lead">
            {samplesLead(search?.words ?? '', shown)}
          </p>
        </div>
        <search class="search">
          <label class="unseen" for="words">
            Search captions and tags
          </label>
          <input
            {...{ class: 'field', type: 'search', id: 'words', name: 'q', form: FILTER_FORM }}
            {...{ value: search?.words ?? '', maxlength: 100, autocomplete: 'off' }}
            placeholder="Search captions"
          />
        </search>
      </header>
      <ul class="sample-list" data-rows="samples">
        {shown.map((sample) => (
          <SampleCard row={sampleRow(sample)} />
        ))}
      </ul>
      <p class="empty empty-gallery" data-empty="samples" hidden={shown.length > 0}>
        <strong>Nothing to show.</strong>
        Take something out of the filter, or search for another word.
      </p>
      <template id="samples-row">
        <SampleCard row={undefined} />
      </template>
    </section>
  )
}

function SampleCard({ row }: { row: Row | undefined }) {
  const picture = row?.set?.picture
  const turn = row?.set?.turn ?? {}
  return (
    <li class="sample" data-key={row?.key}>
      <div class="sample-stage">
        <img
          {...{ width: PICTURE_PIXELS, height: PICTURE_PIXELS, loading: 'lazy' }}
          {...{ 'data-set': 'picture', src: picture?.src }}
          alt={picture?.alt ?? ''}
        />
        <button type="button" class="turn scripted" data-set="turn" {...turn}>
          3D
        </button>
      </div>
      <p class="family">
        <Text slot="family" row={row} />
        <Text slot="quality" row={row} />
      </p>
      <p class="sample-caption">
        <Text slot="caption" row={row} />
      </p>
      <p class="sample-meta">
        <Text slot="triangles" row={row} />
        <Link slot="record" row={row}>
          Record
        </Link>
      </p>
    </li>
  )
}
