// SHA-256 (FIPS 180-4) for the native test program, which has no library to lean on.
#pragma once
#include "../core/types.hpp"

#include <vector>

namespace piwa {

constexpr u32 sha256Constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

inline u32 rotateRight(u32 x, int by) { return x >> by | x << (32 - by); }

inline void compress(u32* state, const u8* block) {
  u32 w[64];
  for (int i = 0; i < 16; i++) {
    const u8* b = block + i * 4;
    w[i] = (u32)b[0] << 24 | (u32)b[1] << 16 | (u32)b[2] << 8 | b[3];
  }
  for (int i = 16; i < 64; i++) {
    const u32 low = w[i - 15];
    const u32 high = w[i - 2];
    const u32 first = rotateRight(low, 7) ^ rotateRight(low, 18) ^ low >> 3;
    const u32 second = rotateRight(high, 17) ^ rotateRight(high, 19) ^ high >> 10;
    w[i] = w[i - 16] + first + w[i - 7] + second;
  }
  u32 s[8];
  for (int i = 0; i < 8; i++) {
    s[i] = state[i];
  }
  for (int i = 0; i < 64; i++) {
    const u32 e = rotateRight(s[4], 6) ^ rotateRight(s[4], 11) ^ rotateRight(s[4], 25);
    const u32 choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const u32 first = s[7] + e + choice + sha256Constants[i] + w[i];
    const u32 a = rotateRight(s[0], 2) ^ rotateRight(s[0], 13) ^ rotateRight(s[0], 22);
    const u32 majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    for (int k = 7; k > 0; k--) {
      s[k] = s[k - 1];
    }
    s[4] += first;
    s[0] = first + a + majority;
  }
  for (int i = 0; i < 8; i++) {
    state[i] += s[i];
  }
}

inline void sha256(const u8* bytes, u64 count, u8* digest) {
  u32 state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const u64 whole = count / 64 * 64;
  for (u64 at = 0; at < whole; at += 64) {
    compress(state, bytes + at);
  }
  std::vector<u8> tail(bytes + whole, bytes + count);
  tail.push_back(0x80);
  while (tail.size() % 64 != 56) {
    tail.push_back(0);
  }
  for (int i = 7; i >= 0; i--) {
    tail.push_back((u8)(count * 8 >> (8 * i)));
  }
  for (u64 at = 0; at < tail.size(); at += 64) {
    compress(state, tail.data() + at);
  }
  for (int i = 0; i < 32; i++) {
    digest[i] = (u8)(state[i / 4] >> (24 - 8 * (i % 4)));
  }
}

}  // namespace piwa
