// Counter-based random numbers: Philox4x32-10 (Salmon et al., 2011).
// Draw once a statement: the order of draws within one expression is not fixed by C++.
#pragma once
#include "math.hpp"

namespace piwa {

/// The 16 bytes of an asset seed as four little-endian words.
struct AssetSeed {
  u32 word[4];
};

/// Key: seed words 0 and 1. Counter: block, version << 16 | attempt << 8 | stream, words 2 and 3.
struct RandomStream {
  u32 key[2];
  u32 blockIndex;
  u32 label;
  u32 tail[2];
  u32 block[4];
  u32 used;

  PIWA_INLINE void start(u32 version, const AssetSeed& seed, u32 attempt, u32 stream) {
    key[0] = seed.word[0];
    key[1] = seed.word[1];
    tail[0] = seed.word[2];
    tail[1] = seed.word[3];
    label = version << 16 | attempt << 8 | stream;
    blockIndex = 0;
    used = 4;
  }

  PIWA_NOINLINE void refill() {
    u32 counter[4] = {blockIndex, label, tail[0], tail[1]};
    u32 roundKey[2] = {key[0], key[1]};
    for (i32 round = 0; round < 10; round++) {
      const u64 first = (u64)counter[0] * 0xD2511F53u;
      const u64 second = (u64)counter[2] * 0xCD9E8D57u;
      counter[0] = (u32)(second >> 32) ^ counter[1] ^ roundKey[0];
      counter[1] = (u32)second;
      counter[2] = (u32)(first >> 32) ^ counter[3] ^ roundKey[1];
      counter[3] = (u32)first;
      roundKey[0] += 0x9E3779B9u;
      roundKey[1] += 0xBB67AE85u;
    }
    for (i32 i = 0; i < 4; i++) {
      block[i] = counter[i];
    }
    blockIndex++;
    used = 0;
  }

  PIWA_PHASE u32 bits() {
    if (used == 4) {
      refill();
    }
    return block[used++];
  }

  /// In [0, 1), a multiple of 2^-24.
  PIWA_NOINLINE f32 unit() { return (f32)(bits() >> 8) * (1.f / 16777216.f); }

  PIWA_NOINLINE f32 between(f32 low, f32 high) { return low + (high - low) * unit(); }

  /// In 0 .. count - 1.
  PIWA_NOINLINE i32 below(u32 count) { return (i32)(((u64)bits() * count) >> 32); }

  PIWA_NOINLINE bool chance(f32 probability) { return unit() < probability; }
};

}  // namespace piwa
