// What the kernels say of an asset, as the host reads it.
#pragma once
#include "../exact/types.hpp"

namespace piwa {

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

}  // namespace piwa
