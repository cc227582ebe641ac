// The GLB container: one mesh, one material, quantized attributes; no number in its JSON comes
// from formatting a float.
#pragma once
#include "context.hpp"
#include "../exact/text.hpp"

namespace piwa {

PIWA_INLINE u32 bytesPerIndex(const Context& c) { return c.vertexCount < 65536 ? 2 : 4; }

PIWA_INLINE u32 indexBytes(const Context& c) { return c.quadCount * 6 * bytesPerIndex(c); }

PIWA_INLINE u32 binaryBytes(const Context& c) {
  return c.vertexCount * 16 + ((indexBytes(c) + 3) & ~3u);
}

PIWA_INLINE void storeWord(u8* at, u32 word) {
  at[0] = (u8)word;
  at[1] = (u8)(word >> 8);
  at[2] = (u8)(word >> 16);
  at[3] = (u8)(word >> 24);
}

PIWA_NOINLINE void writeField(Text& text, const char* name, u32 value) {
  text.write(name);
  text.decimal((i32)value);
}

PIWA_NOINLINE void writeAsset(Text& text, const Context& c) {
  text.write("{\"asset\":{\"version\":\"2.0\",\"generator\":\"piwa-procedural/");
  text.decimal((i32)generatorVersion);
  text.write("\",\"extras\":{\"seed\":\"");
  text.hexWords(c.recipe.seed.word, 4);
  writeField(text, "\",\"attempt\":", (u32)c.attempt);
  text.write(",\"family\":\"");
  text.write(familyName(c.recipe.family));
  writeField(text, "\",\"grid\":", (u32)c.grid);
  text.write("}},\"extensionsUsed\":[\"KHR_mesh_quantization\"],");
  text.write("\"extensionsRequired\":[\"KHR_mesh_quantization\"],");
}

PIWA_NOINLINE void writeScene(Text& text, const Context& c) {
  text.write("\"scene\":0,\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0}],");
  text.write("\"meshes\":[{\"primitives\":[{\"attributes\":");
  text.write("{\"POSITION\":0,\"NORMAL\":1,\"COLOR_0\":2},\"indices\":3,\"material\":0}]}],");
  text.write("\"materials\":[{\"pbrMetallicRoughness\":{\"metallicFactor\":");
  text.decimal(c.recipe.metallic);
  text.write(",\"roughnessFactor\":0.");
  text.decimal(c.recipe.roughnessPercent / 10);
  text.decimal(c.recipe.roughnessPercent % 10);
  text.write("}}],");
}

PIWA_NOINLINE void writeView(Text& text, u32 offset, u32 length, u32 stride) {
  writeField(text, "{\"buffer\":0,\"byteOffset\":", offset);
  writeField(text, ",\"byteLength\":", length);
  writeField(text, ",\"byteStride\":", stride);
  text.write(",\"target\":34962},");
}

PIWA_NOINLINE void writeViews(Text& text, const Context& c) {
  const u32 vertices = c.vertexCount;
  writeField(text, "\"buffers\":[{\"byteLength\":", binaryBytes(c));
  text.write("}],\"bufferViews\":[");
  writeView(text, 0, vertices * 8, 8);
  writeView(text, vertices * 8, vertices * 4, 4);
  writeView(text, vertices * 12, vertices * 4, 4);
  writeField(text, "{\"buffer\":0,\"byteOffset\":", vertices * 16);
  writeField(text, ",\"byteLength\":", indexBytes(c));
  text.write(",\"target\":34963}],");
}

PIWA_NOINLINE void writeBounds(Text& text, const char* name, const i32* bounds) {
  text.write(name);
  for (i32 i = 0; i < 3; i++) {
    text.put(i == 0 ? '[' : ',');
    text.decimal(bounds[i]);
  }
  text.put(']');
}

PIWA_NOINLINE void writeAccessors(Text& text, const Context& c) {
  const u32 vertices = c.vertexCount;
  text.write("\"accessors\":[{\"bufferView\":0,\"componentType\":5122,\"normalized\":true,");
  writeField(text, "\"count\":", vertices);
  text.write(",\"type\":\"VEC3\"");
  writeBounds(text, ",\"min\":", c.least);
  writeBounds(text, ",\"max\":", c.most);
  text.write("},{\"bufferView\":1,\"componentType\":5120,\"normalized\":true,");
  writeField(text, "\"count\":", vertices);
  text.write(",\"type\":\"VEC3\"},");
  text.write("{\"bufferView\":2,\"componentType\":5121,\"normalized\":true,");
  writeField(text, "\"count\":", vertices);
  text.write(",\"type\":\"VEC4\"},");
  writeField(text, "{\"bufferView\":3,\"componentType\":", bytesPerIndex(c) == 2 ? 5123 : 5125);
  writeField(text, ",\"count\":", c.quadCount * 6);
  text.write(",\"type\":\"SCALAR\"}]}");
}

PIWA_NOINLINE void findBounds(Context& c) {
  for (i32 i = 0; i < 3; i++) {
    c.least[i] = 32767;
    c.most[i] = -32767;
  }
  for (u32 v = 0; v < c.vertexCount; v++) {
    const Vertex& vertex = c.vertex[v];
    const i32 at[3] = {vertex.x, vertex.y, vertex.z};
    for (i32 i = 0; i < 3; i++) {
      c.least[i] = at[i] < c.least[i] ? at[i] : c.least[i];
      c.most[i] = at[i] > c.most[i] ? at[i] : c.most[i];
    }
  }
}

/// Everything before the binary chunk's data, and the padding after it.
PIWA_NOINLINE void writeGlbFrame(Context& c) {
  constexpr u32 jsonAt = 20;
  Text text{c.glb + jsonAt, glbHeaderBytesMax - jsonAt - 8, 0};
  writeAsset(text, c);
  writeScene(text, c);
  writeViews(text, c);
  writeAccessors(text, c);
  while (text.length & 3) {
    text.put(' ');
  }
  const u32 binary = binaryBytes(c);
  const u32 chunkAt = jsonAt + text.length;
  c.glbBinaryAt = chunkAt + 8;
  c.glbLength = c.glbBinaryAt + binary;
  storeWord(c.glb, 0x46546C67u);
  storeWord(c.glb + 4, 2);
  storeWord(c.glb + 8, c.glbLength);
  storeWord(c.glb + 12, text.length);
  storeWord(c.glb + 16, 0x4E4F534Au);
  storeWord(c.glb + chunkAt, binary);
  storeWord(c.glb + chunkAt + 4, 0x004E4942u);
  storeWord(c.glb + c.glbLength - 4, 0);
}

/// The record of a vertex is already in its wire order on a little-endian machine.
PIWA_INLINE void packVertex(Context& c, u32 v) {
  const u8* from = (const u8*)&c.vertex[v];
  u8* to = c.glb + c.glbBinaryAt;
  copyBytes(to + v * 8, from, 8);
  copyBytes(to + c.vertexCount * 8 + v * 4, from + 8, 4);
  copyBytes(to + c.vertexCount * 12 + v * 4, from + 12, 4);
}

PIWA_INLINE void packQuad(Context& c, u32 quad) {
  const u32* from = c.index + (u64)quad * 6;
  u8* to = c.glb + c.glbBinaryAt + c.vertexCount * 16;
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
