"""Codes of the labelling guide: what it cannot show."""

from dcl.diagnostics.model import Code, Level


class DCL801(Code):
    """The picture of a label is not there.

    `image` names a file beside the contract file that declares the label, or below it.

    ```dcl
    labels road_user {
      car  "Passenger cars, SUVs and vans."  image "pictures/car.png"
    }
    ```

    The guide is made all the same, without the picture.
    """

    slug = "image-not-found"
    level = Level.WARNING


class DCL802(Code):
    """The picture of a label lies outside of the folder of the contract.

    A contract from a stranger must not put files of yours into a guide. Put the picture into the folder of the
    contract, or below it.

    ```dcl
    labels road_user {
      car  "Passenger cars, SUVs and vans."  image "pictures/car.png"
    }
    ```

    The guide is made all the same, without the picture.
    """

    slug = "image-outside-folder"
    level = Level.WARNING


class DCL803(Code):
    """The picture of a label is in no format that every browser shows.

    A picture is PNG, JPEG, GIF, WebP or SVG. Its contents decide, not the end of its name. Save it in one of these
    formats.

    The guide is made all the same, without the picture.
    """

    slug = "image-format"
    level = Level.WARNING


class DCL804(Code):
    """The picture of a label is too large for a guide.

    All pictures stand in the one file of the guide, so each may have 2 MB and all together 40 MB. Make it smaller: a
    guide shows it about as wide as a phone.

    The guide is made all the same, without the picture.
    """

    slug = "image-too-large"
    level = Level.WARNING


class DCL805(Code):
    """The guide was asked for in a language of which neither the contract nor the guide knows a word.

    A contract says things in another language by `translation`. The guide's own words are there in English and in
    Korean.

    ```dcl
    labels road_user {
      car  "Passenger cars, SUVs and vans."  translation fr "Voitures particulières et utilitaires légers."
    }
    ```

    With this line `dcl guide CONTRACT --language fr` makes a guide in French, as far as it is translated.
    """

    slug = "guide-language"
