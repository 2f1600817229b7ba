// SPDX-License-Identifier: Apache-2.0
package dev.salvor.source.layout;

import dev.salvor.IoReason;
import dev.salvor.image.Digest;
import dev.salvor.layout.OciImageLayout;
import dev.salvor.layout.SkopeoDir;
import dev.salvor.source.SourceProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells from the names in a directory what it is, and reads what says which images there are. */
final class Looker {
    private final Tree tree;

    Looker(Tree tree) {
        this.tree = tree;
    }

    Look look(Path directory) {
        try {
            List<Path> names = tree.names(directory);
            Set<String> files = texts(names);
            for (String mark : List.of(OciImageLayout.MARK, OciImageLayout.INDEX)) {
                // a repository may be called so
                if (files.contains(mark) && tree.kind(directory.resolve(mark)) == Tree.Kind.DIRECTORY) {
                    files.remove(mark);
                }
            }
            if (OciDirectory.is(files)) {
                return layout(new OciDirectory(directory), other(directory, names));
            }
            Optional<DockerArchive> saved = saved(directory, files);
            if (saved.isPresent()) {
                return new Look.Saved(saved.get());
            }
            ImageDirectory image = new ImageDirectory(directory, files);
            return image.isImage()
                    ? new Look.Image(
                            image.manifest(name(directory), tree),
                            image.entries().toList())
                    : other(directory, names);
        } catch (IOException e) {
            return new Look.Failed(SourceProblem.unreadable(tree.shown(directory), IoReason.of(e)), false);
        }
    }

    private Look layout(OciDirectory directory, Look.Other others) {
        try {
            List<Digest> files = new ArrayList<>();
            for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
                files.addAll(directory.blobs(algorithm, tree));
            }
            return new Look.Layout(directory, directory.entries(tree), files, others);
        } catch (IOException e) {
            return new Look.Failed(SourceProblem.unreadable(tree.shown(directory.indexFile()), IoReason.of(e)), true);
        }
    }

    private Optional<DockerArchive> saved(Path directory, Set<String> files) {
        if (!files.contains(SkopeoDir.MANIFEST) || files.contains(SkopeoDir.VERSION)) {
            return Optional.empty();
        }
        try {
            return DockerArchive.read(tree, directory, name(directory));
        } catch (IOException e) {
            // any program may have such a file
            return Optional.empty();
        }
    }

    /** A link to a directory is followed only if that is an image or a layout: so no walk goes in circles. */
    private Look.Other other(Path directory, List<Path> names) {
        List<Path> directories = new ArrayList<>();
        List<SourceProblem> problems = new ArrayList<>();
        for (Path name : names.stream()
                .filter(name -> Spelling.PLAIN.digest(name.toString()).isEmpty())
                .sorted()
                .toList()) {
            Path child = directory.resolve(name);
            try {
                boolean isHidden = name.toString().startsWith(".");
                Tree.Kind kind = isHidden ? Tree.Kind.OTHER : tree.kind(child);
                if (kind == Tree.Kind.DIRECTORY || kind == Tree.Kind.LINK && isOfImages(child)) {
                    directories.add(child);
                }
            } catch (IOException e) {
                problems.add(SourceProblem.unreadable(tree.shown(child), IoReason.of(e)));
            }
        }
        return new Look.Other(directories, problems);
    }

    private boolean isOfImages(Path link) {
        try {
            Set<String> files = texts(tree.names(link));
            return OciDirectory.is(files) || new ImageDirectory(link, files).isImage();
        } catch (IOException e) {
            // a link to a file, or to nothing, or out of the tree: nobody said that there are images
            return false;
        }
    }

    private static Set<String> texts(List<Path> names) {
        Set<String> texts = new HashSet<>();
        names.forEach(name -> texts.add(name.toString()));
        return texts;
    }

    /** What images of a directory are called where nothing else says it. */
    String name(Path directory) {
        return directory.equals(tree.root())
                ? tree.name()
                : tree.root().relativize(directory).toString();
    }
}
