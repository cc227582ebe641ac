const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** What the network calls itself: a network on the loopback interface is nobody else's. */
export function networkName(publicUrl: string): string {
  const { host, hostname } = new URL(publicUrl)
  return LOOPBACK.test(hostname) ? 'local network' : host
}

export function Brand({ network }: { network: string }) {
  return (
    <p class="brand">
      <Mark />
      Piwa
      <span class="network">{network}</span>
    </p>
  )
}

export function Foot({ generator }: { generator: string }) {
  return (
    <footer class="foot">
      <span>Piwa, Apache-2.0</span>
      <span>
        Generator <code>{generator}</code>
      </span>
    </footer>
  )
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M12 2 21 7v10l-9 5-9-5V7z" />
      <path d="M12 12 21 7M12 12v10M12 12 3 7" />
    </svg>
  )
}
