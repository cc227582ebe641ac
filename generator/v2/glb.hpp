// The GLB container: one mesh with a primitive for each paint, quantized attributes; no number in
// its JSON comes from formatting a float.
#pragma once
#include "../exact/text.hpp"
#include "png.hpp"

namespace piwa {

PIWA_INLINE void storeWord(u8* at, u32 word) {
  at[0] = (u8)word;
  at[1] = (u8)(word >> 8);
  at[2] = (u8)(word >> 16);
  at[3] = (u8)(word >> 24);
}

PIWA_INLINE u32 atlasBytes(const Context& c) {
  return c.textured ? pngBytes(atlasHeight(c) / chartTexels) : 0;
}

PIWA_INLINE u32 binaryBytes(const Context& c) { return atlasOffset(c) + ((atlasBytes(c) + 3) & ~3u); }

PIWA_NOINLINE void writeField(Text& text, const char* name, u32 value) {
  text.write(name);
  text.decimal((i32)value);
}

PIWA_INLINE bool showsGlass(const Context& c) {
  bool shown = false;
  for (i32 i = 0; i < c.recipe.paintCount; i++) {
    shown = shown || (c.quadsOfPaint[i] > 0 && c.recipe.paint[i].kind == Material::glass);
  }
  return shown;
}

PIWA_NOINLINE void writeAsset(Text& text, const Context& c) {
  text.write("{\"asset\":{\"version\":\"2.0\",\"generator\":\"piwa-procedural/");
  text.decimal((i32)generatorVersion);
  text.write("\",\"extras\":{\"seed\":\"");
  text.hexWords(c.recipe.seed.word, 4);
  writeField(text, "\",\"attempt\":", (u32)c.attempt);
  text.write(",\"family\":\"");
  text.write(c.recipe.family);
  writeField(text, "\",\"grid\":", (u32)c.grid);
  if (c.recipe.volume) {
    text.write(",\"parent\":\"");
    for (i32 i = 0; i < 32; i++) {
      text.hex(c.recipe.volume->head.sha256[i]);
    }
    text.put('"');
  }
  text.write("}},\"extensionsUsed\":[\"KHR_mesh_quantization\"");
  text.write(showsGlass(c) ? ",\"KHR_materials_transmission\"]," : "],");
  text.write("\"extensionsRequired\":[\"KHR_mesh_quantization\"],");
}

/// A number of hundredths as a decimal in [0, 1].
PIWA_NOINLINE void writeHundredths(Text& text, i32 hundredths) {
  if (hundredths >= 100) {
    text.put('1');
    return;
  }
  text.write("0.");
  text.decimal(hundredths / 10);
  text.decimal(hundredths % 10);
}

PIWA_NOINLINE void writeMaterial(Text& text, const Paint& paint, bool textured) {
  text.write("{\"name\":\"");
  text.write(materialName(paint.kind));
  text.write("\",\"pbrMetallicRoughness\":{");
  text.write(textured ? "\"baseColorTexture\":{\"index\":0}," : "");
  text.write("\"metallicFactor\":");
  writeHundredths(text, paint.metallicPercent);
  text.write(",\"roughnessFactor\":");
  writeHundredths(text, paint.roughnessPercent);
  text.put('}');
  if (paint.kind == Material::glass) {
    text.write(",\"extensions\":{\"KHR_materials_transmission\":{\"transmissionFactor\":0.6}}");
  }
  text.put('}');
}

/// Each paint in use is a primitive of its own over the shared vertices; its part names are beside.
PIWA_NOINLINE void writeMesh(Text& text, const Context& c) {
  constexpr u32 attributesBefore = 4;
  text.write("\"meshes\":[{\"primitives\":[");
  u32 written = 0;
  for (i32 i = 0; i < c.recipe.paintCount; i++) {
    if (c.quadsOfPaint[i] == 0) {
      continue;
    }
    text.write(written == 0 ? "" : ",");
    text.write("{\"attributes\":{\"POSITION\":0,\"NORMAL\":1,\"");
    text.write(c.textured ? "TEXCOORD_0" : "COLOR_0");
    text.write("\":2,\"_PART\":3},");
    writeField(text, "\"indices\":", attributesBefore + written);
    writeField(text, ",\"material\":", written);
    text.put('}');
    written++;
  }
  text.write("],\"extras\":{\"parts\":[");
  for (i32 i = 0; i < c.recipe.partCount; i++) {
    text.write(i == 0 ? "\"" : ",\"");
    text.write(c.recipe.part[i].name);
    text.put('"');
  }
  text.write("]}}],");
}

PIWA_NOINLINE void writeScene(Text& text, const Context& c) {
  text.write("\"scene\":0,\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"mesh\":0,\"name\":\"");
  text.write(c.recipe.family);
  text.write("\",\"scale\":[0.5,0.5,0.5]}],");
  writeMesh(text, c);
  text.write("\"materials\":[");
  bool first = true;
  for (i32 i = 0; i < c.recipe.paintCount; i++) {
    if (c.quadsOfPaint[i] > 0) {
      text.write(first ? "" : ",");
      writeMaterial(text, c.recipe.paint[i], c.textured);
      first = false;
    }
  }
  text.write("],");
}

PIWA_NOINLINE void writeView(Text& text, u32 offset, u32 length, u32 stride) {
  writeField(text, "{\"buffer\":0,\"byteOffset\":", offset);
  writeField(text, ",\"byteLength\":", length);
  writeField(text, ",\"byteStride\":", stride);
  text.write(",\"target\":34962},");
}

PIWA_NOINLINE void writeViews(Text& text, const Context& c) {
  const u32 vertices = c.vertexCount;
  const u32 partsAt = vertices * (12 + colorBytes(c));
  writeField(text, "\"buffers\":[{\"byteLength\":", binaryBytes(c));
  text.write("}],\"bufferViews\":[");
  writeView(text, 0, vertices * 8, 8);
  writeView(text, vertices * 8, vertices * 4, 4);
  writeView(text, vertices * 12, vertices * colorBytes(c), colorBytes(c));
  writeView(text, partsAt, vertices * 4, 4);
  writeField(text, "{\"buffer\":0,\"byteOffset\":", vertices * vertexBytes(c));
  writeField(text, ",\"byteLength\":", indexBytes(c));
  text.write(",\"target\":34963}");
  if (c.textured) {
    writeField(text, ",{\"buffer\":0,\"byteOffset\":", atlasOffset(c));
    writeField(text, ",\"byteLength\":", atlasBytes(c));
    text.put('}');
  }
  text.write("],");
}

/// Charts have margins of a texel, so the finest level is filtered linearly, without mipmaps.
PIWA_NOINLINE void writeTexture(Text& text) {
  text.write("\"images\":[{\"bufferView\":5,\"mimeType\":\"image/png\"}],");
  text.write("\"samplers\":[{\"magFilter\":9729,\"minFilter\":9729,\"wrapS\":33071,");
  text.write("\"wrapT\":33071}],\"textures\":[{\"sampler\":0,\"source\":0}],");
}

PIWA_NOINLINE void writeBounds(Text& text, const char* name, const i32* bounds) {
  text.write(name);
  for (i32 i = 0; i < 3; i++) {
    text.put(i == 0 ? '[' : ',');
    text.decimal(bounds[i]);
  }
  text.put(']');
}

PIWA_NOINLINE void writeIndexAccessors(Text& text, const Context& c) {
  const u32 width = bytesPerIndex(c);
  u32 quads = 0;
  for (i32 i = 0; i < c.recipe.paintCount; i++) {
    if (c.quadsOfPaint[i] == 0) {
      continue;
    }
    writeField(text, ",{\"bufferView\":4,\"byteOffset\":", quads * 6 * width);
    writeField(text, ",\"componentType\":", width == 2 ? 5123 : 5125);
    writeField(text, ",\"count\":", c.quadsOfPaint[i] * 6);
    text.write(",\"type\":\"SCALAR\"}");
    quads += c.quadsOfPaint[i];
  }
}

PIWA_NOINLINE void writeAccessors(Text& text, const Context& c) {
  const u32 vertices = c.vertexCount;
  i32 least[3];
  i32 most[3];
  for (i32 axis = 0; axis < 3; axis++) {
    least[axis] = fitted(c, axis, c.least[axis]);
    most[axis] = fitted(c, axis, c.most[axis]);
  }
  text.write("\"accessors\":[{\"bufferView\":0,\"componentType\":5122,\"normalized\":true,");
  writeField(text, "\"count\":", vertices);
  text.write(",\"type\":\"VEC3\"");
  writeBounds(text, ",\"min\":", least);
  writeBounds(text, ",\"max\":", most);
  text.write("},{\"bufferView\":1,\"componentType\":5120,\"normalized\":true,");
  writeField(text, "\"count\":", vertices);
  text.write(",\"type\":\"VEC3\"},");
  text.write("{\"bufferView\":2,\"componentType\":5123,\"normalized\":true,");
  writeField(text, "\"count\":", vertices);
  text.write(c.textured ? ",\"type\":\"VEC2\"}," : ",\"type\":\"VEC3\"},");
  text.write("{\"bufferView\":3,\"componentType\":5123,");
  writeField(text, "\"count\":", vertices);
  text.write(",\"type\":\"SCALAR\"}");
  writeIndexAccessors(text, c);
  text.write("]}");
}

/// Everything before the binary chunk's data, and the padding after it.
PIWA_NOINLINE void writeGlbFrame(Context& c) {
  constexpr u32 jsonAt = 20;
  Text text{c.glb + jsonAt, glbHeaderBytesMax - jsonAt - 8, 0};
  writeAsset(text, c);
  writeScene(text, c);
  writeViews(text, c);
  if (c.textured) {
    writeTexture(text);
  }
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
  storeWord(c.glb + c.glbBinaryAt + atlasOffset(c) - 4, 0);
  storeWord(c.glb + c.glbLength - 4, 0);
}

}  // namespace piwa
