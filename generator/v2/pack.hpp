// The binary chunk: attributes and indices in the order that the frame's JSON states.
#pragma once
#include "glb.hpp"

namespace piwa {

/// glTF takes vertex colors as linear light: 16 bits keep the dark ones apart.
PIWA_INLINE void buildLinearTable(u16* table) {
  for (i32 i = 0; i < 256; i++) {
    const f32 encoded = (f32)i * (1.f / 255.f);
    const f32 light = encoded <= .04045f ? encoded * (1.f / 12.92f)
                                         : power<f32>((encoded + .055f) * (1.f / 1.055f), 2.4f);
    table[i] = (u16)roundClamped(light * 65535.f, 65535.f);
  }
}

/// The fields are in their wire order already on a little-endian machine.
PIWA_INLINE void packVertex(Context& c, u32 v) {
  const Vertex& from = c.vertex[v];
  u8* to = c.glb + c.glbBinaryAt;
  const i16 position[4] = {from.x, from.y, from.z, 0};
  const i8 normal[4] = {from.normalX, from.normalY, from.normalZ, 0};
  const u16 part[2] = {from.part, 0};
  copyBytes(to + v * 8, position, 8);
  copyBytes(to + c.vertexCount * 8 + v * 4, normal, 4);
  u8* colors = to + c.vertexCount * 12;
  if (c.textured) {
    const u16 texture[2] = {c.textureU[v], c.textureV[v]};
    copyBytes(colors + v * 4, texture, 4);
  } else {
    const u16 color[4] = {c.linearOf[from.red], c.linearOf[from.green], c.linearOf[from.blue], 0};
    copyBytes(colors + v * 8, color, 8);
  }
  copyBytes(colors + c.vertexCount * colorBytes(c) + v * 4, part, 4);
}

PIWA_INLINE void packQuad(Context& c, u32 quad) {
  const u32* from = c.index + (u64)quad * 6;
  u8* to = c.glb + c.glbBinaryAt + c.vertexCount * vertexBytes(c);
  if (bytesPerIndex(c) == 4) {
    copyBytes(to + quad * 24, from, 24);
    return;
  }
  u16 narrow[6];
  for (i32 i = 0; i < 6; i++) {
    narrow[i] = (u16)from[i];
  }
  copyBytes(to + quad * 12, narrow, 12);
}

}  // namespace piwa
