/** How anyone checks the network without believing this page. */
export function CheckPanel({ publicUrl }: { publicUrl: string }) {
  return (
    <section class="check" aria-labelledby="check-title">
      <h2 id="check-title">Check it yourself</h2>
      <p class="lead">Nothing on this page has to be believed. Three ways to find out:</p>
      <ol>
        <li>
          <h3>An asset, offline</h3>
          <p>
            Hash, log index, inclusion proof, checkpoint signature and cosignatures, from the files
            beside the GLB alone.
          </p>
          <Command text="npm run verify -- FILE.glb" />
        </li>
        <li>
          <h3>An asset, against the network</h3>
          <p>Also the newest checkpoint, the anchor on Solana, the cNFT and its owner.</p>
          <Command text={`npm run verify -- FILE.glb --edge ${publicUrl}`} />
        </li>
        <li>
          <h3>The log itself</h3>
          <p>
            Signed checkpoint and C2SP tiles; any tlog-tiles reader rebuilds the root from them.
          </p>
          <Command text={`curl ${publicUrl}/log/checkpoint`} />
        </li>
      </ol>
      <p class="check-links">
        <a href="/log/checkpoint">Checkpoint</a>
        <a href="/openapi.json">API description</a>
        <span>
          Protocol: <code>docs/protocol.md</code> in the repository
        </span>
      </p>
    </section>
  )
}

function Command({ text }: { text: string }) {
  return (
    <pre>
      <code>{text}</code>
    </pre>
  )
}
