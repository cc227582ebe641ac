// SHA-256 (FIPS 180-4) on host and device, from a whole buffer or piece by piece.
#pragma once
#include "types.hpp"

#if defined(__CUDACC__) || defined(__clang__)
#define PIWA_UNROLL _Pragma("unroll")
#else
#define PIWA_UNROLL _Pragma("GCC unroll 64")
#endif

namespace piwa {

struct Sha256Constants {
  u32 word[64];
};

PIWA_INLINE u32 rotateRight(u32 x, i32 by) { return x >> by | x << (32 - by); }

PIWA_INLINE u32 bigEndianWord(const u8* bytes) {
#if defined(__CUDA_ARCH__)
  return __byte_perm(*(const u32*)bytes, 0, 0x0123);
#else
  return (u32)bytes[0] << 24 | (u32)bytes[1] << 16 | (u32)bytes[2] << 8 | bytes[3];
#endif
}

/// The digest of a stream. On the device each piece lies at a multiple of 4, and all but the last
/// hold one.
class Sha256 {
 public:
  PIWA_INLINE void update(const u8* bytes, u64 count) {
    for (u64 at = 0; at < count;) {
      if (held_ == 0 && at + 64 <= count) {
        compress(bytes + at);
        at += 64;
      } else {
        append(bytes[at++]);
      }
    }
    total_ += count;
  }

  PIWA_INLINE void finish(u8* digest) {
    const u64 bits = total_ * 8;
    append(0x80);
    while (held_ != 56) {
      append(0);
    }
    for (i32 shift = 56; shift >= 0; shift -= 8) {
      append((u8)(bits >> shift));
    }
    for (i32 i = 0; i < 32; i++) {
      digest[i] = (u8)(state_[i / 4] >> (24 - 8 * (i % 4)));
    }
  }

 private:
  u32 state_[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  alignas(4) u8 block_[64] = {};
  u32 held_ = 0;
  u64 total_ = 0;

  PIWA_INLINE void append(u8 byte) {
    block_[held_++] = byte;
    if (held_ == 64) {
      compress(block_);
      held_ = 0;
    }
  }

  PIWA_NOINLINE void compress(const u8* block) {
    constexpr Sha256Constants constants{{
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2}};
    u32 w[16];
    PIWA_UNROLL
    for (i32 i = 0; i < 16; i++) {
      w[i] = bigEndianWord(block + i * 4);
    }
    u32 s[8];
    PIWA_UNROLL
    for (i32 i = 0; i < 8; i++) {
      s[i] = state_[i];
    }
    PIWA_UNROLL
    for (i32 i = 0; i < 64; i++) {
      if (i >= 16) {
        w[i & 15] += scheduled(w[(i + 1) & 15], w[(i + 14) & 15]) + w[(i + 9) & 15];
      }
      round(s, constants.word[i] + w[i & 15]);
    }
    PIWA_UNROLL
    for (i32 i = 0; i < 8; i++) {
      state_[i] += s[i];
    }
  }

  PIWA_INLINE static u32 scheduled(u32 low, u32 high) {
    const u32 first = rotateRight(low, 7) ^ rotateRight(low, 18) ^ low >> 3;
    return first + (rotateRight(high, 17) ^ rotateRight(high, 19) ^ high >> 10);
  }

  PIWA_INLINE static void round(u32* s, u32 word) {
    const u32 e = rotateRight(s[4], 6) ^ rotateRight(s[4], 11) ^ rotateRight(s[4], 25);
    const u32 first = s[7] + e + ((s[4] & s[5]) ^ (~s[4] & s[6])) + word;
    const u32 a = rotateRight(s[0], 2) ^ rotateRight(s[0], 13) ^ rotateRight(s[0], 22);
    const u32 second = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    for (i32 k = 7; k > 0; k--) {
      s[k] = s[k - 1];
    }
    s[4] += first;
    s[0] = first + second;
  }
};

PIWA_INLINE void sha256(const u8* bytes, u64 count, u8* digest) {
  Sha256 hash;
  hash.update(bytes, count);
  hash.finish(digest);
}

}  // namespace piwa
