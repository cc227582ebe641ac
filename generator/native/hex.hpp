// Hex in and out of the native programs: seeds and digests.
#pragma once
#include "../exact/random.hpp"
#include "../exact/sha256.hpp"

#include <cstdio>
#include <string>

namespace piwa {

inline AssetSeed parseSeed(const std::string& hex) {
  AssetSeed seed{};
  for (int i = 0; i < 16; i++) {
    const int byte = std::stoi(hex.substr((size_t)i * 2, 2), nullptr, 16);
    seed.word[i / 4] |= (u32)byte << (8 * (i % 4));
  }
  return seed;
}

inline std::string hexDigest(const u8* bytes, u64 count) {
  u8 digest[32];
  sha256(bytes, count, digest);
  std::string text;
  for (const u8 byte : digest) {
    char pair[3];
    std::snprintf(pair, sizeof pair, "%02x", byte);
    text += pair;
  }
  return text;
}

}  // namespace piwa
