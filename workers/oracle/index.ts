import { keepBody, requireNode } from '../auth.ts'
import { createRouter, type NodeEnv } from '../router.ts'
import { commits } from './commits.ts'
import { leases } from './leases.ts'
import { nodes } from './nodes.ts'
import { uploads } from './uploads.ts'
import { witnesses } from './witnesses.ts'

/** What nodes speak to. Registration proves its own key; everything else needs a registered one. */
export const oracle = createRouter<NodeEnv>()
oracle.use(keepBody)
oracle.route('/', nodes)
oracle.use('/leases/*', requireNode)
oracle.use('/witness', requireNode)
oracle.use('/cosignatures', requireNode)
oracle.route('/', leases)
oracle.route('/', uploads)
oracle.route('/', commits)
oracle.route('/', witnesses)
oracle.openAPIRegistry.registerComponent('securitySchemes', 'nodeSignature', {
  type: 'apiKey',
  in: 'header',
  name: 'signature',
  description: 'HTTP Message Signature (RFC 9421) of the node; see docs/protocol.md',
})
