/** Opened from the header of every page; what it lists is known to the browser only. */
export function WalletDialog() {
  return (
    <dialog class="dialog" id="wallet-dialog" aria-labelledby="wallet-title">
      <div class="dialog-head">
        <h2 id="wallet-title">Wallet</h2>
        <button type="button" class="close" data-wallet="close" aria-label="Close">
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />
          </svg>
        </button>
      </div>
      <div data-wallet-panel="choose">
        <p class="lead">It signs what you pay and proves that a license is yours.</p>
        <ul class="wallets" id="wallets" />
        <p class="empty" id="no-wallets">
          No Solana wallet is known to this browser. Install one and it appears here, or pay an
          order from a phone by its QR code.
        </p>
      </div>
      <div data-wallet-panel="connected" hidden>
        <p class="lead" id="wallet-name" />
        <p>
          <code class="hash" id="wallet-address" />
        </p>
        <p class="dialog-actions">
          <button type="button" class="button" data-wallet="copy">
            Copy address
          </button>
          <button type="button" class="button" data-wallet="another">
            Choose another
          </button>
          <button type="button" class="button" data-wallet="disconnect">
            Disconnect
          </button>
        </p>
      </div>
      <p class="problem" id="wallet-problem" role="alert" />
    </dialog>
  )
}
