/** Codes and messages of the real programs (mpl-bubblegum, account-compression, Anchor, System). */
const FAILURES = {
  UnsupportedSchemaVersion: [6003, 'Unsupported Schema Version'],
  CreatorShareTotalMustBe100: [6004, 'Creator shares must sum to 100'],
  DuplicateCreatorAddress: [6005, 'No duplicate creator addresses in metadata'],
  CreatorDidNotVerify: [6006, 'Creator did not verify the metadata'],
  CreatorsTooLong: [6011, 'Creators list too long'],
  MetadataNameTooLong: [6012, 'Name in metadata is too long'],
  MetadataSymbolTooLong: [6013, 'Symbol in metadata is too long'],
  MetadataUriTooLong: [6014, 'Uri in metadata is too long'],
  MetadataBasisPointsTooHigh: [6015, 'Basis points in metadata cannot exceed 10000'],
  TreeAuthorityIncorrect: [6016, 'Tree creator or tree delegate must sign.'],
  InsufficientMintCapacity: [6017, 'Not enough unapproved mints left'],
  IncorrectOwner: [6019, 'Incorrect account owner'],
  CollectionCannotBeVerifiedInThisInstruction: [
    6020,
    'Cannot Verify Collection in this Instruction',
  ],
  LeafAuthorityMustSign: [
    6025,
    'This transaction must be signed by either the leaf owner or leaf delegate',
  ],
  InvalidTokenStandard: [6040, 'Only NonFungible standard is supported'],
  InvalidCanopySize: [6041, 'Canopy size should be set bigger for this tree'],
  InvalidLogWrapper: [6042, 'Invalid log wrapper program'],
  InvalidCompressionProgram: [6043, 'Invalid compression program'],
  AssetIsFrozen: [6045, 'Asset is frozen'],
  AssetIsNonTransferable: [6046, 'Asset is non-transferable'],
  InvalidAuthority: [6047, 'Invalid authority'],
  NotAvailable: [6050, 'Feature not currently available'],
  MissingCollectionAccount: [6051, 'Missing collection account'],
  ConcurrentMerkleTreeError: [6001, 'Concurrent merkle tree error'],
  ConcurrentMerkleTreeConstantsError: [
    6003,
    'An unsupported max depth or max buffer size constant was provided',
  ],
  IncorrectAuthority: [6005, 'Provided authority does not match expected tree authority'],
  LeafIndexOutOfBounds: [6008, 'Leaf index of concurrent merkle tree is out of bounds'],
  InstructionFallbackNotFound: [101, 'Fallback functions are not supported'],
  InstructionDidNotDeserialize: [102, 'The program could not deserialize the given instruction'],
  ConstraintMut: [2000, 'A mut constraint was violated'],
  ConstraintOwner: [2004, 'An owner constraint was violated'],
  ConstraintSeeds: [2006, 'A seeds constraint was violated'],
  ConstraintZero: [2013, 'Expected zero account discriminant'],
  AccountDiscriminatorMismatch: [3002, '8 byte discriminator did not match what was expected'],
  AccountNotEnoughKeys: [3005, 'Not enough account keys given to the instruction'],
  AccountOwnedByWrongProgram: [
    3007,
    'The given account is owned by a different program than expected',
  ],
  InvalidProgramId: [3008, 'Program ID was not as expected'],
  AccountNotSigner: [3010, 'The given account did not sign'],
  AccountNotInitialized: [3012, 'The program expected this account to be already initialized'],
  AccountAlreadyInUse: [0, 'Allocate: account already in use'],
  InsufficientLamports: [1, 'Transfer: insufficient lamports'],
} as const satisfies Record<string, readonly [number, string]>

export type FailureName = keyof typeof FAILURES

/** Raised by an emulated instruction; becomes the transaction's `InstructionError` with `code`. */
export class ProgramFailure extends Error {
  readonly failure: FailureName
  readonly code: number

  constructor(failure: FailureName) {
    const [code, message] = FAILURES[failure]
    super(message)
    this.name = 'ProgramFailure'
    this.failure = failure
    this.code = code
  }
}

export function ensure(condition: boolean, failure: FailureName): asserts condition {
  if (!condition) throw new ProgramFailure(failure)
}
