import type { PropsWithChildren } from 'hono/jsx'
import type { Filter } from '../../../domain/dataset/filter.ts'
import { type DatasetView, type Tally, talliesOf } from './view.ts'
import { KIND_NAMES, NSFW_NAMES, QUALITY_NAMES, TRIANGLE_NAMES, VIEWS_NAMES } from './words.ts'

export const FILTER_FORM = 'filter'

/** The filter as a form: without JavaScript it is sent, with it every change counts at once. */
export function Facets({ dataset }: { dataset: DatasetView }) {
  const { finding, tags } = dataset
  const { filter } = finding
  const tally = talliesOf(finding)
  const families = [...new Set([...filter.families, ...dataset.families])].sort()
  return (
    <form id={FILTER_FORM} class="facets" method="get" action="/datasets" aria-label="Filter">
      <header class="facets-head">
        <h2>Filter</h2>
        <a href="/datasets" id="clear">
          Clear
        </a>
      </header>
      <Group legend="Family" scroll>
        <Options
          {...{ type: 'checkbox', name: 'families', tally, chosen: filter.families }}
          names={Object.fromEntries(families.map((name) => [name, name]))}
        />
      </Group>
      <Group legend="Quality">
        <Options
          {...{ type: 'checkbox', name: 'qualities', tally, chosen: filter.qualities }}
          names={QUALITY_NAMES}
        />
      </Group>
      <Group legend="Triangles">
        <Options
          {...{ type: 'checkbox', name: 'triangles', tally, chosen: filter.triangles }}
          names={TRIANGLE_NAMES}
        />
      </Group>
      <Group legend="Kind">
        <Options
          {...{ type: 'checkbox', name: 'kinds', tally, chosen: filter.kinds }}
          names={KIND_NAMES}
        />
      </Group>
      <Group legend="Rendered views">
        <Options
          {...{ type: 'radio', name: 'views', tally, chosen: [String(filter.views ?? '')] }}
          names={VIEWS_NAMES}
        />
      </Group>
      <Group legend="NSFW">
        <Options
          {...{ type: 'radio', name: 'nsfw', tally, chosen: [filter.nsfw] }}
          names={NSFW_NAMES}
        />
      </Group>
      <Tag tag={filter.tag} tags={tags} />
      <button type="submit" class="button plain-only">
        Apply
      </button>
    </form>
  )
}

function Tag({ tag, tags }: { tag: string | null; tags: readonly string[] }) {
  return (
    <div class="facet">
      <label class="label" for="tag">
        Tag
      </label>
      <input
        {...{ class: 'field', type: 'text', id: 'tag', name: 'tag', value: tag ?? '' }}
        {...{ maxlength: 64, list: 'tags', autocomplete: 'off', spellcheck: false }}
        placeholder="chair.n.01"
      />
      <datalist id="tags">
        {tags.map((each) => (
          <option value={each} />
        ))}
      </datalist>
    </div>
  )
}

function Group({
  legend,
  scroll,
  children,
}: PropsWithChildren<{ legend: string; scroll?: boolean }>) {
  return (
    <fieldset class="facet">
      <legend class="label">{legend}</legend>
      <div class={scroll === true ? 'choices scroll' : 'choices'}>{children}</div>
    </fieldset>
  )
}

interface OptionsProps {
  readonly type: 'checkbox' | 'radio'
  readonly name: keyof Filter
  readonly names: Readonly<Record<string, string>>
  readonly chosen: readonly string[]
  readonly tally: Tally
}

function Options({ type, name, names, chosen, tally }: OptionsProps) {
  return (
    <>
      {Object.entries(names).map(([value, text]) => (
        <label class="choice">
          <input {...{ type, name, value, checked: chosen.includes(value) }} />
          <span>{text}</span>
          <span class="tally" data-field={name} data-tally={value}>
            {tally(name, value)}
          </span>
        </label>
      ))}
    </>
  )
}
