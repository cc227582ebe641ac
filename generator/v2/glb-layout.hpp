// Where things lie in the binary chunk: attributes at multiples of four, indices, the atlas.
#pragma once
#include "context.hpp"

namespace piwa {

/// Position 8, normal 4, then color 8 or texture coordinate 4, then part 4.
PIWA_INLINE u32 colorBytes(const Context& c) { return c.textured ? 4 : 8; }

PIWA_INLINE u32 vertexBytes(const Context& c) { return 16 + colorBytes(c); }

PIWA_INLINE u32 bytesPerIndex(const Context& c) { return c.vertexCount < 65536 ? 2 : 4; }

PIWA_INLINE u32 indexBytes(const Context& c) { return c.quadCount * 6 * bytesPerIndex(c); }

/// From the start of the binary chunk.
PIWA_INLINE u32 atlasOffset(const Context& c) {
  return c.vertexCount * vertexBytes(c) + ((indexBytes(c) + 3) & ~3u);
}

}  // namespace piwa
