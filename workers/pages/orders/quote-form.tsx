import { formatFilter } from '../../../domain/dataset/filter.ts'
import { parseFilter } from '../../../domain/dataset/parse-filter.ts'
import type { Order } from '../../orders/schema.ts'
import { offerId } from '../datasets/view.ts'

/** Asks for the same content again, at the price of today. */
export function RequoteForm({ order, requestKey }: { order: Order; requestKey: string }) {
  const filter = parseFilter(order.filter)
  if (filter === undefined || order.kind !== 'new') return null
  return (
    <form method="post" action="/orders" data-quote="">
      <input type="hidden" name="requestKey" value={requestKey} />
      <input type="hidden" name="wallet" value={order.wallet} />
      <input type="hidden" name="version" value={order.version} />
      <input type="hidden" name="filter" value={formatFilter(filter)} />
      <input type="hidden" name="offer" value={offerId(order)} />
      <button type="submit" class="button main">
        Get a new quote
      </button>
      <p class="problem" data-quote-problem="" role="alert" />
    </form>
  )
}
