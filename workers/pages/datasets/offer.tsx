import { formatFilter } from '../../../domain/dataset/filter.ts'
import { LICENSE_TERMS, LICENSE_TIERS } from '../../../domain/license/terms.ts'
import {
  type DatasetView,
  type Finding,
  findingTexts,
  type Offer,
  offerId,
  priceText,
} from './view.ts'
import { TERM_NAMES, TIER_NAMES } from './words.ts'

interface OfferCardProps {
  readonly dataset: DatasetView
  /** Makes a quote that is asked for twice one quote. */
  readonly requestKey: string
  readonly wallet: string
  /** Why the quote that was asked for was not given. */
  readonly problem: string
}

/** What a license costs by tier and term, and the form that locks the price. */
export function OfferCard({ dataset, requestKey, wallet, problem }: OfferCardProps) {
  const { finding, offer } = dataset
  const texts = findingTexts(finding, offer)
  return (
    <section class="offer panel" id="license" aria-labelledby="offer-title">
      <h2 id="offer-title">License it</h2>
      <form method="post" action="/orders" data-quote="">
        <input type="hidden" name="requestKey" value={requestKey} />
        <input type="hidden" name="version" value={finding.version} />
        <input type="hidden" name="filter" value={formatFilter(finding.filter)} />
        <PriceTable finding={finding} chosen={offerId(offer)} />
        <p class="tier-note note">
          Research: study, evaluation, publication. Commercial: also products and services.
        </p>
        <p>
          <label class="label" for="wallet">
            Licensee’s wallet
          </label>
          <input
            {...{
              class: 'field code',
              id: 'wallet',
              name: 'wallet',
              value: wallet,
              required: true,
            }}
            {...{ minlength: 32, maxlength: 44, pattern: '[1-9A-HJ-NP-Za-km-z]{32,44}' }}
            {...{ autocomplete: 'off', spellcheck: false, placeholder: 'A Solana address' }}
            aria-describedby="wallet-note"
          />
          <span class="note" id="wallet-note">
            The license is made out to it. Connect a wallet, or type an address.
          </span>
        </p>
        <button type="submit" class="button main" disabled={finding.count === 0}>
          Get a quote
        </button>
        <p class="note">
          <span data-finding="price">{texts.price}</span> RENDER, held for 15 minutes. You pay
          afterwards.
        </p>
        <p class="problem" data-quote-problem="" role="alert">
          {problem}
        </p>
      </form>
    </section>
  )
}

function PriceTable({ finding, chosen }: { finding: Finding; chosen: string }) {
  return (
    <fieldset class="prices">
      <legend class="unseen">Tier and term</legend>
      <table>
        <thead>
          <tr>
            <td>RENDER</td>
            {LICENSE_TIERS.map((tier) => (
              <th scope="col" id={`tier-${tier}`}>
                {TIER_NAMES[tier]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {LICENSE_TERMS.map((termDays) => (
            <tr>
              <th scope="row" id={`term-${termDays}`}>
                {TERM_NAMES[termDays]}
              </th>
              {LICENSE_TIERS.map((tier) => (
                <Price {...{ finding, tier, termDays, chosen }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  )
}

interface PriceProps extends Offer {
  readonly finding: Finding
  readonly chosen: string
}

function Price({ finding, tier, termDays, chosen }: PriceProps) {
  const id = offerId({ tier, termDays })
  return (
    <td>
      <label class="price">
        <input
          {...{ type: 'radio', name: 'offer', value: id, checked: id === chosen }}
          aria-labelledby={`tier-${tier} term-${termDays} price-${id}`}
        />
        <span id={`price-${id}`} data-price={id}>
          {priceText(finding, id)}
        </span>
      </label>
    </td>
  )
}
