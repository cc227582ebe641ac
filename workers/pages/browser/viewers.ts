import type { ModelViewerElement } from '@google/model-viewer'
import type { LatestAsset } from '../../network/schema.ts'

const SETTINGS = {
  'camera-controls': '',
  'disable-zoom': '',
  'disable-pan': '',
  'disable-tap': '',
  'touch-action': 'pan-y',
  'interaction-prompt': 'none',
  'environment-image': 'neutral',
  'tone-mapping': 'neutral',
  'shadow-intensity': '0.7',
  'shadow-softness': '0.9',
  'auto-rotate-delay': '600',
  'rotation-per-second': '18deg',
  'camera-orbit': '35deg 70deg auto',
  loading: 'eager',
} as const

const stillness = matchMedia('(prefers-reduced-motion: reduce)')
const inView = new IntersectionObserver(onSight, { rootMargin: '300px' })
let held = false

stillness.addEventListener('change', turnAll)

/** Puts a 3D view into a card that has none. It loads when it is first seen, and turns only while seen. */
export function mountViewer(list: HTMLElement, card: HTMLElement | undefined, asset: LatestAsset) {
  const stage = card?.querySelector<HTMLElement>('[data-stage]')
  if (stage === null || stage === undefined || stage.dataset.src !== undefined) return
  stage.dataset.src = asset.previewUrl
  stage.dataset.alt = asset.caption
  list.addEventListener('hold', onHold)
  inView.observe(stage)
}

function onHold(event: Event): void {
  held = event instanceof CustomEvent && event.detail === true
  turnAll()
}

function onSight(entries: IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (!(target instanceof HTMLElement)) continue
    target.toggleAttribute('data-seen', isIntersecting)
    if (isIntersecting && target.childElementCount === 0) target.append(createViewer(target))
    turn(target)
  }
}

/** Puts a 3D view over the picture that was asked for it, and turns it. */
export function showInPlace(stage: HTMLElement, src: string, alt: string): void {
  Object.assign(stage.dataset, { src, alt, stage: '', seen: '' })
  const viewer = createViewer(stage)
  stage.append(viewer)
  turn(stage)
  viewer.focus()
}

function createViewer(stage: HTMLElement): HTMLElement {
  import('@google/model-viewer').catch(() => stage.setAttribute('data-state', 'failed'))
  const viewer = document.createElement('model-viewer')
  for (const [name, value] of Object.entries(SETTINGS)) viewer.setAttribute(name, value)
  viewer.setAttribute('alt', stage.dataset.alt ?? '')
  viewer.setAttribute('src', stage.dataset.src ?? '')
  viewer.addEventListener('load', () => stage.setAttribute('data-state', 'shown'))
  viewer.addEventListener('error', () => stage.setAttribute('data-state', 'failed'))
  return viewer
}

function turnAll(): void {
  for (const stage of document.querySelectorAll<HTMLElement>('[data-stage]')) turn(stage)
}

function turn(stage: HTMLElement): void {
  const viewer = stage.querySelector<ModelViewerElement>('model-viewer')
  const turning = stage.hasAttribute('data-seen') && !held && !stillness.matches
  viewer?.toggleAttribute('auto-rotate', turning)
}
