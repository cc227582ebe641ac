// Which crossing edges of a cell share a vertex (Nielson's dual marching cubes with Wenger's rule
// for faces that two neighbors would both join). Made of integers only, when an arena is opened.
#pragma once
#include "types.hpp"

namespace piwa {

constexpr i32 cellEdges = 12;
constexpr i32 faceChoices = 7;

/// Edges are numbered axis * 4 + position of the lower corner on the other two axes.
PIWA_INLINE i32 edgeAt(i32 lowerCorner, i32 axis) {
  if (axis == 0) {
    return lowerCorner >> 1 & 3;
  }
  if (axis == 1) {
    return 4 + ((lowerCorner & 1) | (lowerCorner >> 2 & 1) << 1);
  }
  return 8 + (lowerCorner & 3);
}

PIWA_INLINE i32 lowerCornerOf(i32 edge) {
  const i32 position = edge & 3;
  if (edge < 4) {
    return position << 1;
  }
  return edge < 8 ? (position & 1) | (position & 2) << 1 : position;
}

PIWA_INLINE i32 upperCornerOf(i32 edge) { return lowerCornerOf(edge) | 1 << (edge >> 2); }

/// Sets of edges, each named by one of its members.
struct EdgeSets {
  i32 name[cellEdges];

  PIWA_INLINE void join(i32 a, i32 b) {
    const i32 kept = name[a];
    const i32 dropped = name[b];
    for (i32 i = 0; i < cellEdges; i++) {
      if (name[i] == dropped) {
        name[i] = kept;
      }
    }
  }
};

struct FaceCycle {
  i32 corner[4];
  i32 edge[4];
};

PIWA_INLINE FaceCycle cycleOfFace(i32 face) {
  const i32 axis = face >> 1;
  const i32 side = (face & 1) << axis;
  const i32 u = (axis + 1) % 3;
  const i32 v = (axis + 2) % 3;
  FaceCycle cycle{{side, side | 1 << u, side | 1 << u | 1 << v, side | 1 << v}, {}};
  for (i32 i = 0; i < 4; i++) {
    const i32 a = cycle.corner[i];
    const i32 b = cycle.corner[(i + 1) & 3];
    cycle.edge[i] = edgeAt(a < b ? a : b, i & 1 ? v : u);
  }
  return cycle;
}

PIWA_INLINE bool crosses(i32 corners, i32 a, i32 b) {
  return (corners >> a & 1) != (corners >> b & 1);
}

/// Joins the crossing edges of one face; returns whether the face is ambiguous.
/// Inside corners are kept apart on an ambiguous face unless it is flipped.
PIWA_INLINE bool joinFace(EdgeSets& sets, i32 corners, i32 face, bool flipped) {
  const FaceCycle cycle = cycleOfFace(face);
  i32 crossing[4];
  i32 count = 0;
  for (i32 i = 0; i < 4; i++) {
    if (crosses(corners, cycle.corner[i], cycle.corner[(i + 1) & 3])) {
      crossing[count++] = cycle.edge[i];
    }
  }
  if (count == 2) {
    sets.join(crossing[0], crossing[1]);
  }
  if (count != 4) {
    return false;
  }
  const i32 around = flipped ? 0 : 1;
  for (i32 i = 0; i < 4; i++) {
    if ((corners >> cycle.corner[i] & 1) == around) {
      sets.join(cycle.edge[i], cycle.edge[(i + 3) & 3]);
    }
  }
  return true;
}

/// The edges that cross the surface, as bits.
PIWA_INLINE u32 crossingEdges(i32 corners) {
  u32 edges = 0;
  for (i32 edge = 0; edge < cellEdges; edge++) {
    edges |= (u32)crosses(corners, lowerCornerOf(edge), upperCornerOf(edge)) << edge;
  }
  return edges;
}

/// Two bits an edge: the vertex it belongs to. Bits 24 up: how many vertices the cell has.
PIWA_INLINE u32 packComponents(const EdgeSets& sets, i32 corners) {
  i32 vertexOf[cellEdges];
  for (i32 i = 0; i < cellEdges; i++) {
    vertexOf[i] = -1;
  }
  u32 packed = 0;
  u32 count = 0;
  for (u32 rest = crossingEdges(corners); rest; rest &= rest - 1) {
    const i32 edge = lowestBit(rest);
    i32& vertex = vertexOf[sets.name[edge]];
    if (vertex < 0) {
      vertex = (i32)count++;
    }
    packed |= (u32)vertex << (edge * 2);
  }
  return packed | count << 24;
}

PIWA_INLINE bool faceSharesOneVertex(const EdgeSets& sets, i32 face) {
  const FaceCycle cycle = cycleOfFace(face);
  const i32 name = sets.name[cycle.edge[0]];
  return sets.name[cycle.edge[1]] == name && sets.name[cycle.edge[2]] == name &&
         sets.name[cycle.edge[3]] == name;
}

/// components: 256 corner patterns times 7 (no face flipped, or face 0..5 flipped).
/// ambiguousFaces: faces whose four edges share one vertex; two such neighbors need a flip.
PIWA_NOINLINE void buildManifoldTable(u32* components, u8* ambiguousFaces, u32* crossing) {
  for (i32 corners = 0; corners < 256; corners++) {
    ambiguousFaces[corners] = 0;
    crossing[corners] = crossingEdges(corners);
    for (i32 choice = 0; choice < faceChoices; choice++) {
      EdgeSets sets;
      for (i32 i = 0; i < cellEdges; i++) {
        sets.name[i] = i;
      }
      u32 ambiguous = 0;
      for (i32 face = 0; face < 6; face++) {
        ambiguous |= (u32)joinFace(sets, corners, face, choice == face + 1) << face;
      }
      components[corners * faceChoices + choice] = packComponents(sets, corners);
      for (i32 face = 0; face < 6 && choice == 0; face++) {
        if ((ambiguous >> face & 1) && faceSharesOneVertex(sets, face)) {
          ambiguousFaces[corners] |= (u8)(1u << face);
        }
      }
    }
  }
}

}  // namespace piwa
