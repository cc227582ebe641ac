// The core as kernels: one block of threads makes one asset from its seed to its bytes.
// Which block takes an asset and where its bytes lie is decided by atomics; neither can show in
// them. The host zeroes `results` and `cursor` before a launch.
#include "generate.hpp"
#include "../exact/sha256.hpp"
#include "block-executor.hpp"
#include "cuda-team.hpp"

namespace piwa {

constexpr u32 blockThreads = 256;

constexpr u32 statusPending = 0;
constexpr u32 statusDone = 1;
constexpr u32 statusRejected = 2;
constexpr u32 statusNoRoom = 3;
/// Only while a block works on it.
constexpr u32 statusTaken = 4;

struct AssetResult {
  u64 offset;
  u32 glbBytes;
  u32 factsBytes;
  u32 viewBytes;
  u32 status;
  u8 sha256[32];
};
static_assert(sizeof(AssetResult) == 56);

using BlockRun = BlockExecutor<CudaTeam>;

/// The output buffer that the blocks share; the cursor is the first free byte.
struct Output {
  u8* bytes;
  u64 size;
  u64* cursor;
};

__device__ __forceinline__ u64 paddedTo16(u64 count) { return (count + 15) & ~15ull; }

__device__ __forceinline__ void copyWide(BlockRun& run, u8* to, const u8* from, u32 count) {
  run.forEach((u32)(paddedTo16(count) / 16),
              [&](u32 i) { ((uint4*)to)[i] = ((const uint4*)from)[i]; });
}

/// The next asset that no block has taken, at or after `from`; `count` when there is none.
__device__ __forceinline__ u32 takeNext(AssetResult* results, u32 from, u32 count) {
  u32 at = from;
  while (at < count && atomicCAS(&results[at].status, statusPending, statusTaken)) {
    at++;
  }
  return at;
}

__device__ __forceinline__ AssetSeed seedAt(const u8* seeds, u32 asset) {
  AssetSeed seed;
  for (i32 i = 0; i < 4; i++) {
    seed.word[i] = ((const u32*)seeds)[(u64)asset * 4 + (u32)i];
  }
  return seed;
}

/// Takes room for the asset and fills in its result, the digest excepted.
__device__ __forceinline__ void place(const Context& c, const Output& out, u32 glbBytes,
                                      AssetResult& result) {
  result.glbBytes = glbBytes;
  result.factsBytes = glbBytes ? c.factsLength : 0;
  result.viewBytes = 0;
  if (glbBytes == 0) {
    result.status = statusRejected;
    return;
  }
  const u64 need = paddedTo16(glbBytes) + paddedTo16(c.factsLength);
  result.offset = atomicAdd(out.cursor, need);
  result.status = result.offset + need <= out.size ? statusDone : statusNoRoom;
}

}  // namespace piwa

/// One block an asset; any number of blocks. Seeds are 16 bytes each, at a multiple of 16. Block b
/// works in arenas + b * arenaBytes. An asset is its GLB, then its facts, each padded to 16 bytes.
extern "C" __global__ void __launch_bounds__(piwa::blockThreads)
    piwa_generate(const piwa::u8* seeds, piwa::u32 count, piwa::u32 grid, piwa::u32 viewCount,
                  piwa::u32 viewSize, piwa::u8* arenas, piwa::u64 arenaBytes, piwa::u8* out,
                  piwa::u64 outBytes, piwa::u64* cursor, piwa::AssetResult* results) {
  using namespace piwa;
  __shared__ u32 words[blockThreads + 1];
  __shared__ Context c;
  __shared__ u32 asset;
  BlockRun run{CudaTeam{words}};
  const Output output{out, outBytes, cursor};
  openArena(run, c, arenas + blockIdx.x * arenaBytes, (i32)grid);
  run.single([&] { asset = 0; });
  for (;;) {
    run.single([&] { asset = takeNext(results, asset, count); });
    if (asset >= count) {
      return;
    }
    const u32 glbBytes = generate<f32>(run, c, seedAt(seeds, asset));
    AssetResult& result = results[asset];
    run.single([&] { place(c, output, glbBytes, result); });
    if (result.status == statusDone) {
      u8* to = out + result.offset;
      copyWide(run, to, c.glb, glbBytes);
      copyWide(run, to + paddedTo16(glbBytes), c.facts, c.factsLength);
    }
  }
}

/// One thread an asset: the SHA-256 of each GLB that is done.
extern "C" __global__ void piwa_hash(const piwa::u8* out, piwa::u32 count,
                                     piwa::AssetResult* results) {
  using namespace piwa;
  const u32 asset = blockIdx.x * blockDim.x + threadIdx.x;
  if (asset < count && results[asset].status == statusDone) {
    sha256(out + results[asset].offset, results[asset].glbBytes, results[asset].sha256);
  }
}

/// The bytes of the arena that one block needs; a multiple of 64. One thread.
extern "C" __global__ void piwa_arena_bytes(piwa::u32 grid, piwa::u32 viewSize,
                                            piwa::u64* bytes) {
  using namespace piwa;
  __shared__ Context c;
  *bytes = layOut(c, nullptr, (i32)grid);
}
