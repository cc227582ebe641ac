// The WebAssembly face of the core: one instance serves one grid, its arena follows the heap base.
#include "generate.hpp"
#include "views.hpp"

#ifndef PIWA_FIELD
#define PIWA_FIELD piwa::VectorF
#endif

#define PIWA_EXPORT(name) extern "C" __attribute__((export_name(name)))

namespace {

piwa::Context context;
piwa::SerialExecutor executor;
piwa::Volume parent;
piwa::u8 seedBytes[16];
piwa::u64 heapEnd;
piwa::u64 parentBytes;
piwa::u64 parentAt;
piwa::Views views;
piwa::u64 viewsBytes;
piwa::u64 viewsAt;
/// Whether the views know the asset generated last.
bool prepared;
piwa::i32 preparedSize;

piwa::u32 wordAt(int index) {
  piwa::u32 word = 0;
  for (int i = 3; i >= 0; i--) {
    word = word << 8 | seedBytes[index * 4 + i];
  }
  return word;
}

piwa::AssetSeed givenSeed() { return {{wordAt(0), wordAt(1), wordAt(2), wordAt(3)}}; }

}  // namespace

extern "C" piwa::u8 __heap_base;

namespace {

/// Address of `bytes` more of linear memory at a multiple of 64, or 0 when memory could not grow.
piwa::u64 reserve(piwa::u64 bytes) {
  if (heapEnd == 0) {
    heapEnd = (piwa::u64)(__SIZE_TYPE__)&__heap_base;
  }
  const piwa::u64 start = (heapEnd + 63) & ~63ull;
  const piwa::u64 needed = start + bytes;
  const piwa::u64 held = (piwa::u64)__builtin_wasm_memory_size(0) << 16;
  if (needed > held) {
    const piwa::u64 pages = (needed - held + 65535) >> 16;
    if (pages > 65535 ||
        __builtin_wasm_memory_grow(0, (__SIZE_TYPE__)pages) == (__SIZE_TYPE__)-1) {
      return 0;
    }
  }
  heapEnd = needed;
  return start;
}

}  // namespace

/// Bytes of the arena, or 0 when memory could not grow.
PIWA_EXPORT("open") piwa::u32 openGrid(piwa::i32 grid) {
  const piwa::u64 bytes = piwa::layOut(context, nullptr, grid);
  const piwa::u64 start = reserve(bytes);
  if (start == 0) {
    return 0;
  }
  piwa::openArena(executor, context, (piwa::u8*)(__SIZE_TYPE__)start, grid);
  return (piwa::u32)bytes;
}

PIWA_EXPORT("seed") piwa::u8* seedAddress() { return seedBytes; }

/// Length of the GLB, or 0 when every attempt was rejected.
PIWA_EXPORT("generate") piwa::u32 generateAsset() {
  prepared = false;
  return piwa::generate<PIWA_FIELD>(executor, context, givenSeed());
}

/// Makes room for a parent; its head, text, vertices and indices are then filled in from outside.
/// 0 when it is beyond the limits or memory could not grow.
PIWA_EXPORT("openParent") piwa::u32 openParent(piwa::u32 vertices, piwa::u32 triangles) {
  if (vertices > piwa::parentVerticesMax || triangles > piwa::parentTrianglesMax) {
    return 0;
  }
  const piwa::u64 bytes = piwa::layOutVolume(parent, nullptr, vertices, triangles);
  if (bytes > parentBytes) {
    parentAt = reserve(bytes);
    parentBytes = parentAt == 0 ? 0 : bytes;
  }
  if (parentAt == 0) {
    return 0;
  }
  piwa::layOutVolume(parent, (piwa::u8*)(__SIZE_TYPE__)parentAt, vertices, triangles);
  parent.head.vertices = vertices;
  parent.head.triangles = triangles;
  return 1;
}

PIWA_EXPORT("parentHead") piwa::ParentHead* parentHead() { return &parent.head; }

PIWA_EXPORT("parentText") char* parentText() { return parent.text; }

PIWA_EXPORT("parentVertices") piwa::Vertex* parentVertices() { return parent.vertex; }

PIWA_EXPORT("parentIndices") piwa::u32* parentIndices() { return parent.index; }

/// Length of the GLB, or 0 when every attempt was rejected or the parent is not closed.
PIWA_EXPORT("augment") piwa::u32 augmentAsset() {
  prepared = false;
  return piwa::augment<PIWA_FIELD>(executor, context, parent, givenSeed());
}

/// Lines through the parent on which its surface does not close.
PIWA_EXPORT("parentOpen") piwa::u32 parentOpen() { return parent.open; }

/// Bytes of the views' arena; 0 for a size that is not a multiple of 8 in 64..512, and when memory
/// could not grow. Needs an open grid.
PIWA_EXPORT("openViews") piwa::u32 openViews(piwa::i32 size) {
  const piwa::u64 bytes = piwa::layOutViews(views, nullptr, context, size);
  if (bytes > viewsBytes) {
    viewsAt = reserve(bytes);
    viewsBytes = viewsAt == 0 ? 0 : bytes;
  }
  if (bytes == 0 || viewsAt == 0) {
    return 0;
  }
  piwa::layOutViews(views, (piwa::u8*)(__SIZE_TYPE__)viewsAt, context, size);
  prepared = prepared && size == preparedSize;
  return (piwa::u32)bytes;
}

namespace {

void prepareOnce() {
  if (!prepared) {
    piwa::prepareViews(executor, context, views);
    prepared = true;
    preparedSize = views.size;
  }
}

}  // namespace

/// Address of the planes of one view of the asset generated last.
PIWA_EXPORT("renderView") piwa::u8* renderView(piwa::u32 index, piwa::u32 count) {
  prepareOnce();
  piwa::renderView<PIWA_FIELD>(executor, context, views, index, count);
  return views.planes;
}

/// Takes the camera of one view without rendering it.
PIWA_EXPORT("aimView") void aimView(piwa::u32 index, piwa::u32 count) {
  prepareOnce();
  piwa::aimView(views, index, count);
}

/// 16 floats: camera to world, by rows; then angle, near and far of the view taken last.
PIWA_EXPORT("camera") piwa::f32* cameraAddress() { return views.cameraRow; }

/// Linear light of the 256 sRGB values, in 16 bits.
PIWA_EXPORT("linear") piwa::u16* linearTable() { return context.linearOf; }

PIWA_EXPORT("glb") piwa::u8* glbAddress() { return context.glb; }

PIWA_EXPORT("facts") piwa::u8* factsAddress() { return context.facts; }

PIWA_EXPORT("factsLength") piwa::u32 factsLength() { return context.factsLength; }

// The compiler emits calls to these; there is no C library.
extern "C" void* memset(void* to, int value, __SIZE_TYPE__ count) {
  piwa::u8* bytes = (piwa::u8*)to;
  for (__SIZE_TYPE__ i = 0; i < count; i++) {
    bytes[i] = (piwa::u8)value;
  }
  return to;
}

extern "C" void* memcpy(void* to, const void* from, __SIZE_TYPE__ count) {
  piwa::u8* target = (piwa::u8*)to;
  const piwa::u8* source = (const piwa::u8*)from;
  for (__SIZE_TYPE__ i = 0; i < count; i++) {
    target[i] = source[i];
  }
  return to;
}
