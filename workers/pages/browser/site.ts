import { listenForCopies } from './clipboard.ts'
import { startWallet } from './wallet-dialog.ts'

// What every page needs; each page's own entry imports this one.
startWallet()
listenForCopies()
